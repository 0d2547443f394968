package graph;

import clients.Account;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.GraphException.Throttled;
import graph.GraphException.TokenRejected;
import io.quarkus.arc.Unremovable;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What operators are told of a client's standing at Meta: {@code {"type","timestamp","data"}}. */
@Singleton
@Unremovable
public class GraphAnnouncements {

    private final ObjectMapper mapper;
    private final Governor governor;

    @Inject
    public GraphAnnouncements(ObjectMapper mapper, Governor governor) {
        this.mapper = mapper;
        this.governor = governor;
    }

    /** Meta has refused a call, and nobody calls for a while. */
    public ObjectNode throttled(
            @ExchangeException Throttled failure,
            @Variable("clientId") String clientId,
            @Variable("account") Account account) {
        return throttled(
                clientId,
                account,
                failure.throttle().scope().name().toLowerCase(Locale.ROOT),
                failure.throttle().named(),
                failure.getMessage());
    }

    /** Meta's usage headers say that a limit is all but used up, and nobody calls for a while. */
    public ObjectNode stopped(@Variable("clientId") String clientId, @Variable("account") Account account) {
        GateView worst = governor.look(account).stream()
                .max(Comparator.comparingLong(GateView::blockedForMillis))
                .orElseThrow();
        return throttled(
                clientId,
                account,
                null,
                Duration.ofMillis(worst.blockedForMillis()),
                "Meta's usage headers tell of " + Math.round(worst.percent()) + " % of a limit.");
    }

    private ObjectNode throttled(String clientId, Account account, String scope, Duration wait, String detail) {
        ObjectNode announcement = announcement("account.throttled", clientId, account, detail);
        ((ObjectNode) announcement.get("data"))
                .put("scope", scope)
                .put("blocked_until", now().plus(wait).toString());
        return announcement;
    }

    /** Meta no longer takes a token; nothing is tried with it until it is another. */
    public ObjectNode rejected(
            @ExchangeException TokenRejected failure,
            @Variable("clientId") String clientId,
            @Variable("account") Account account) {
        ObjectNode announcement = announcement("token.rejected", clientId, account, failure.getMessage());
        ((ObjectNode) announcement.get("data")).put("token_ref", account.tokenRef());
        return announcement;
    }

    private ObjectNode announcement(String type, String clientId, Account account, String detail) {
        ObjectNode announcement = mapper.createObjectNode();
        announcement.put("type", type);
        announcement.put("timestamp", now().toString());
        announcement
                .putObject("data")
                .put("client_id", clientId)
                .put("ad_account_id", account.adAccountId())
                .put("detail", detail);
        return announcement;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
