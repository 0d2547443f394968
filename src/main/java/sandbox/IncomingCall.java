package sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Graph call, read in full.
 *
 * @param method HTTP method
 * @param root address of the sandbox as the client sees it, {@code http://host:port/sandbox}
 * @param version such as {@code v26.0}
 * @param path segments behind the version
 * @param params of query and body, without the access token
 * @param files by the name of their form field
 * @param token access token, empty where none was sent
 * @param tokenInQuery whether it came in the query, where the links of a page repeat it
 */
record IncomingCall(
        String method,
        String root,
        String version,
        List<String> path,
        Params params,
        Map<String, ReceivedFile> files,
        Optional<String> token,
        boolean tokenInQuery) {

    boolean write() {
        return !method.equals("GET");
    }

    /** @return address of a picture that the sandbox serves */
    String picture(String name) {
        return root + PaintedPictures.path(name);
    }

    @Override
    public String toString() {
        return method + " /" + String.join("/", path); // no token in logs
    }
}
