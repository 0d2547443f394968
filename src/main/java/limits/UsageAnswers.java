package limits;

import clients.Account;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The answer about Meta's limits for a client: of the ad account, its page and the app, the one with the highest usage.
 */
@Singleton
public class UsageAnswers {

    private final ObjectMapper mapper;
    private final Governor governor;

    @Inject
    public UsageAnswers(ObjectMapper mapper, Governor governor) {
        this.mapper = mapper;
        this.governor = governor;
    }

    enum State {
        OPEN,
        SLOW,
        BLOCKED
    }

    public ObjectNode of(String clientId, Account account) {
        return of(clientId, account.adAccountId(), governor.look(account), Instant.now());
    }

    ObjectNode of(String clientId, String adAccountId, List<GateView> gates, Instant now) {
        double percent = gates.stream().mapToDouble(GateView::percent).max().orElse(LimitObservation.UNKNOWN);
        long blockedFor =
                gates.stream().mapToLong(GateView::blockedForMillis).max().orElse(0);
        // A block whose time is over is only a slow start: one call, then the others.
        boolean slow = gates.stream().anyMatch(gate -> gate.slow() || gate.blocked());
        State state = blockedFor > 0 ? State.BLOCKED : slow ? State.SLOW : State.OPEN;
        ObjectNode answer = mapper.createObjectNode().put("client_id", clientId).put("ad_account_id", adAccountId);
        answer.put("percent", percent == LimitObservation.UNKNOWN ? null : percent);
        answer.put("state", state.name().toLowerCase(Locale.ROOT));
        answer.put(
                "blocked_until",
                blockedFor > 0
                        ? now.plusMillis(blockedFor)
                                .truncatedTo(ChronoUnit.MILLIS)
                                .toString()
                        : null);
        return answer;
    }
}
