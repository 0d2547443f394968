package settings;

/** A setting that the service cannot start with. The message is a sentence for the operator and holds no secret. */
public class InvalidSettingException extends RuntimeException {
    public InvalidSettingException(String message) {
        super(message);
    }
}
