package clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;

class SecretsTest {

    private static final String TOKEN = "EAAB0123456789abcdef";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http-outgoing-0 >> Authorization: Bearer S3cr3tS3cr3tS3cr3t",
                "http-outgoing-0 >> \"Authorization: OAuth S3cr3tS3cr3tS3cr3t[\\r][\\n]\"",
                "headers {Authorization=[Bearer S3cr3tS3cr3tS3cr3t]}",
                "https://graph.facebook.com/v26.0/act_1/ads?access_token=S3cr3tS3cr3tS3cr3t&limit=25",
                "POST /v26.0/act_1/ads?appsecret_proof=S3cr3tS3cr3tS3cr3t",
                "{\"next\":\"https://graph.facebook.com?access_token=S3cr3tS3cr3tS3cr3t\"}",
                "{\"access_token\": \"S3cr3tS3cr3tS3cr3t\"}",
                "X-API-Key: S3cr3tS3cr3tS3cr3t",
            })
    void redactsWhatStandsWhereSecretsStand(String text) {
        assertThat(Secrets.redact(text)).doesNotContain("S3cr3t").contains("[redacted]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer of bad news", "The access token is dead.", "limit=25&after=abc"})
    void leavesOrdinaryTextAlone(String text) {
        assertThat(Secrets.redact(text)).isSameAs(text);
    }

    @Test
    void redactsTheRestOfTheTextNot() {
        assertThat(Secrets.redact("GET /ads?access_token=S3cr3tS3cr3t&limit=25"))
                .isEqualTo("GET /ads?access_token=[redacted]&limit=25");
    }

    @Test
    void redactsTokensThatWereUsedWhereverTheyStand() {
        Secrets.remember(TOKEN);

        assertThat(Secrets.redact("Malformed access token " + TOKEN + "!"))
                .isEqualTo("Malformed access token [redacted]!");
    }

    @Test
    void redactsMessageParametersAndThrowableOfALogRecord() {
        Secrets.remember(TOKEN);
        ExtLogRecord record =
                new ExtLogRecord(Level.DEBUG, "sent %s", ExtLogRecord.FormatStyle.PRINTF, SecretsTest.class.getName());
        record.setParameters(new Object[] {TOKEN});
        IllegalStateException failure = new IllegalStateException("outer", new IllegalArgumentException(TOKEN));
        failure.addSuppressed(new IllegalStateException("closed " + TOKEN));
        record.setThrown(failure);

        assertThat(new SecretsFilter().isLoggable(record)).isTrue();

        assertThat(new PatternFormatter("%s").format(record)).isEqualTo("sent [redacted]");
        assertThat(record.getParameters()).isNull();
        assertThat(printed(record.getThrown()))
                .doesNotContain(TOKEN)
                .contains(
                        "IllegalStateException: outer",
                        "Caused by: java.lang.IllegalArgumentException: [redacted]",
                        "closed [redacted]",
                        "redactsMessageParametersAndThrowableOfALogRecord");
    }

    @Test
    void leavesOtherLogRecordsAsTheyAre() {
        ExtLogRecord record =
                new ExtLogRecord(Level.DEBUG, "sent %s", ExtLogRecord.FormatStyle.PRINTF, SecretsTest.class.getName());
        Object[] parameters = {"nothing"};
        Throwable failure = new IllegalStateException("plain");
        record.setParameters(parameters);
        record.setThrown(failure);

        assertThat(new SecretsFilter().isLoggable(record)).isTrue();

        assertThat(record.getParameters()).isSameAs(parameters);
        assertThat(record.getThrown()).isSameAs(failure);
    }

    private static String printed(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
