package clients;

import io.quarkus.logging.LoggingFilter;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Redacts secrets in log records before a handler writes them: in the formatted message and in the throwable. At DEBUG
 * the HTTP client prints every header it sends. A handler uses this filter by its setting, such as {@code
 * quarkus.log.console.filter=secrets}.
 */
@LoggingFilter(name = SecretsFilter.NAME)
public final class SecretsFilter implements Filter {

    public static final String NAME = "secrets";

    /** Formats the message as the handlers do, which have formatters of this kind. */
    private static final ExtFormatter FORMATTER = new ExtFormatter() {
        @Override
        public String format(ExtLogRecord record) {
            return formatMessage(record);
        }
    };

    @Override
    public boolean isLoggable(LogRecord record) {
        String message = message(record);
        String clean = LogLines.escape(Secrets.redact(message));
        if (clean != message) {
            setMessage(record, clean);
        }
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            record.setThrown(RedactedThrowable.of(thrown));
        }
        return true;
    }

    private static String message(LogRecord record) {
        return record instanceof ExtLogRecord extended ? FORMATTER.formatMessage(extended) : record.getMessage();
    }

    private static void setMessage(LogRecord record, String message) {
        if (record instanceof ExtLogRecord extended) {
            extended.setMessage(message, ExtLogRecord.FormatStyle.NO_FORMAT);
        } else {
            record.setMessage(message);
        }
        record.setParameters(null);
    }
}
