package extensions;

/** The content of a file cannot run here. The message is for the author of the file. */
class InvalidRouteFileException extends RuntimeException {

    InvalidRouteFileException(String message) {
        super(message);
    }

    /** Camel's exceptions have the reason in their root cause and whole routes in their messages. */
    InvalidRouteFileException(Exception failure) {
        super(rootOf(failure).toString(), failure);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
