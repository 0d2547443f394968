package sandbox;

import io.vertx.core.http.HttpServerRequest;

/**
 * The raw body of a video, sent to the address that {@link VideoAds} gave: headers {@code Authorization}, {@code
 * offset} and {@code file_size}, or {@code file_url}. What arrives before a connection is lost is kept.
 */
final class RawUploadExchange {
    private final World world;
    private final HttpServerRequest request;
    private final String videoId;
    private Refusal refusal;
    private int turn;

    private RawUploadExchange(World world, HttpServerRequest request, String videoId) {
        this.world = world;
        this.request = request;
        this.videoId = videoId;
    }

    static void start(World world, HttpServerRequest request, String videoId) {
        new RawUploadExchange(world, request, videoId).read();
    }

    private void read() {
        try {
            begin();
        } catch (Refusal e) {
            refusal = e;
        }
        request.handler(bytes -> {
            try {
                if (refusal == null) {
                    world.upload(videoId, turn, bytes.getBytes());
                }
            } catch (Refusal e) {
                refusal = e; // the upload was finished meanwhile
            }
        });
        request.exceptionHandler(lost -> {}); // what has arrived counts, and the client asks how much that is
        request.endHandler(end -> answer(refusal == null ? Answer.json(200, Json.success()) : refusal.answer()));
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    private void begin() {
        String authorization = request.getHeader("Authorization");
        if (authorization == null || !authorization.matches("(?i)(OAuth|Bearer)\\s+\\S.*")) {
            throw new Refusal(104, "An access token is required to request this resource.");
        }
        String token = authorization.split("\\s+", 2)[1].trim();
        String url = request.getHeader("file_url");
        turn = url == null
                ? world.beginUpload(token, videoId, number("offset"), number("file_size"))
                : world.fetchUpload(token, videoId, url);
    }

    private long number(String header) {
        String text = String.valueOf(request.getHeader(header));
        if (!text.matches("\\d{1,18}")) {
            throw Refusal.parameter("The header " + header + " must be an integer");
        }
        return Long.parseLong(text);
    }

    private void answer(Answer answer) {
        Cors.allow(request.response());
        request.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", answer.contentType())
                .end(answer.body());
    }
}
