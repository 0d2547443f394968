package limits;

import clients.Account;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import extensions.Events;
import graph.GraphCall;
import graph.GraphException.Throttled;
import graph.GraphException.TokenRejected;
import org.apache.camel.util.ObjectHelper;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Publishes events about clients' limits and tokens at Meta: {@code {"type","timestamp","data"}}. */
@Singleton
public class GraphAnnouncements {

    private static final String THROTTLED = "account-throttled";

    private final ObjectMapper mapper;
    private final Governor governor;
    private final Events events;

    @Inject
    public GraphAnnouncements(ObjectMapper mapper, Governor governor, Events events) {
        this.mapper = mapper;
        this.governor = governor;
        this.events = events;
    }

    /** Meta has throttled a call. A call that was not sent publishes nothing, since Meta did not reject it. */
    public void throttled(GraphCall call, Exception caught) {
        Throttled failure = ObjectHelper.getException(Throttled.class, caught);
        if (failure.graph() == null) {
            return;
        }
        events.raise(
                THROTTLED,
                () -> throttled(
                        call,
                        failure.throttle().scope().name().toLowerCase(Locale.ROOT),
                        failure.throttle().named(),
                        failure.getMessage()));
    }

    /** Meta's usage headers report that a limit is nearly used up, and calls stop for a while. */
    public void stopped(GraphCall call) {
        events.raise(THROTTLED, () -> usedUp(call));
    }

    private ObjectNode usedUp(GraphCall call) {
        GateView worst = governor.look(account(call)).stream()
                .max(Comparator.comparingLong(GateView::blockedForMillis))
                .orElseThrow();
        return throttled(
                call,
                null,
                Duration.ofMillis(worst.blockedForMillis()),
                "Meta's usage headers report " + Math.round(worst.percent()) + " % of a limit.");
    }

    private ObjectNode throttled(GraphCall call, String scope, Duration wait, String detail) {
        ObjectNode announcement = announcement("account.throttled", call, detail);
        ((ObjectNode) announcement.get("data"))
                .put("scope", scope)
                .put("blocked_until", now().plus(wait).toString());
        return announcement;
    }

    /** Meta no longer accepts a token; it is not used until it changes. */
    public void rejected(GraphCall call, Exception caught) {
        TokenRejected failure = ObjectHelper.getException(TokenRejected.class, caught);
        events.raise("token-rejected", () -> rejected(call, failure.getMessage()));
    }

    private ObjectNode rejected(GraphCall call, String detail) {
        ObjectNode announcement = announcement("token.rejected", call, detail);
        ((ObjectNode) announcement.get("data")).put("token_ref", account(call).tokenRef());
        return announcement;
    }

    private static Account account(GraphCall call) {
        return call.request().account();
    }

    private ObjectNode announcement(String type, GraphCall call, String detail) {
        ObjectNode announcement = mapper.createObjectNode();
        announcement.put("type", type);
        announcement.put("timestamp", now().toString());
        announcement
                .putObject("data")
                .put("client_id", call.clientId())
                .put("ad_account_id", account(call).adAccountId())
                .put("detail", detail);
        return announcement;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
