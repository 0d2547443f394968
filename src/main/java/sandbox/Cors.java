package sandbox;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Lets pages of any origin call the sandbox from a browser, as they may call Meta. */
final class Cors {
    private static final String ANY = "*";

    private Cors() {}

    static void allow(HttpServerResponse response) {
        response.putHeader("Access-Control-Allow-Origin", ANY)
                .putHeader(
                        "Access-Control-Expose-Headers",
                        "X-App-Usage, X-Ad-Account-Usage, X-Business-Use-Case-Usage, facebook-api-version,"
                                + " X-Ad-Api-Version-Warning");
    }

    /** Answers a preflight request. */
    static void preflight(HttpServerRequest request) {
        request.resume();
        allow(request.response());
        request.response()
                .setStatusCode(204)
                .putHeader("Access-Control-Allow-Methods", "GET, POST, DELETE, PUT, OPTIONS")
                .putHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, offset, file_size, file_url")
                .putHeader("Access-Control-Max-Age", "86400")
                .end();
    }
}
