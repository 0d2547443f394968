package clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLinesTest {

    private static final String FORGED = "2026-01-31T09:30:00Z INFO [clients] all is well";

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\n\n", "\u0085", "\u2028", "\u2029", "\u000b", "\f"})
    void noTextBeginsALine(String lineEnd) {
        String line = LogLines.escape("refused: x" + lineEnd + FORGED);

        assertThat(line.split("[\\n\\r\\u0085\\u2028\\u2029\\u000b\\f]"))
                .noneMatch(part -> part.startsWith("2026"))
                .anyMatch(part -> part.contains(FORGED));
    }

    @Test
    void noTextSteersATerminal() {
        assertThat(LogLines.escape("\u001b[2J\u0007\u009b31m\u0000")).isEqualTo("\\u001b[2J\\u0007\\u009b31m\\u0000");
    }

    @Test
    void leavesAContinuationAsItIs() {
        String text = "Local mode.\n  API\thttp://localhost:8080/v1\n\n\tat x.y.Z";

        assertThat(LogLines.escape(text)).isSameAs(text);
        assertThat(LogLines.escape(null)).isNull();
    }

    @Test
    void holdsForTheParametersOfARecord() {
        ExtLogRecord record = new ExtLogRecord(
                Level.WARN, "refused: %s", ExtLogRecord.FormatStyle.PRINTF, LogLinesTest.class.getName());
        record.setParameters(new Object[] {"x\n" + FORGED});
        record.setThrown(new IllegalStateException("y\r\n" + FORGED));

        assertThat(new SecretsFilter().isLoggable(record)).isTrue();

        assertThat(new PatternFormatter("%s").format(record)).isEqualTo("refused: x\n\t" + FORGED);
        assertThat(record.getThrown()).hasToString("java.lang.IllegalStateException: y\\u000d\n\t" + FORGED);
    }
}
