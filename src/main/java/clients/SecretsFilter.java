package clients;

import io.quarkus.logging.LoggingFilter;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Takes secrets out of log records before a handler writes them: out of the message with its parameters filled in, and
 * out of the throwable. At DEBUG the HTTP client prints every header it sends. A handler has this filter by its setting,
 * such as {@code quarkus.log.console.filter=secrets}.
 */
@LoggingFilter(name = SecretsFilter.NAME)
public final class SecretsFilter implements Filter {

    /** The filter's name in the settings. */
    public static final String NAME = "secrets";

    /** Fills in the parameters as the handlers do, whose formatters are of this kind. */
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
