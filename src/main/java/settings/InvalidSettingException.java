package settings;

/** A setting with which the service cannot start. The message is for the operator and contains no secret. */
public class InvalidSettingException extends RuntimeException {
    public InvalidSettingException(String message) {
        super(message);
    }
}
