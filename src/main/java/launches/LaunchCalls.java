package launches;

import calls.ApiCall;
import campaigns.AdAccount;
import campaigns.TreeObjects;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import idempotency.IdempotencyKeys;
import jobs.JobInsert;
import jobs.JobQuota;
import media.MediaRepository;
import media.Medium;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Accepts launches. */
@Singleton
public class LaunchCalls {

    /** The fields of the body that the job stores; the others are in its items. */
    private static final List<String> KEPT = List.of("name", "on_failure", "callback_url");

    private final LaunchPlanner planner;
    private final MediaRepository media;
    private final IdempotencyKeys keys;
    private final JobQuota quota;
    private final JobInsert inserts;

    @Inject
    LaunchCalls(LaunchPlanner planner, MediaRepository media, IdempotencyKeys keys, JobQuota quota, JobInsert inserts) {
        this.planner = planner;
        this.media = media;
        this.keys = keys;
        this.quota = quota;
        this.inserts = inserts;
    }

    /** Claims the Idempotency-Key, if there is one, and checks the launch. */
    public void begin(ApiCall call) throws SQLException, IOException {
        if (!call.isDryRun()) {
            keys.claim(call);
        }
        if (call.isUnanswered()) {
            call.note(planner.plan(call.body(), call.client(), known(call), LocalDate.now(Clock.systemUTC())));
        }
    }

    private Set<UUID> known(ApiCall call) throws SQLException {
        Set<UUID> named = LaunchPlanner.mediaIds(call.body());
        return named.isEmpty()
                ? Set.of()
                : media.find(List.copyOf(named), call.clientId()).stream()
                        .map(Medium::mediaId)
                        .collect(Collectors.toSet());
    }

    static LaunchPlan plan(ApiCall call) {
        return call.noted(LaunchPlan.class);
    }

    /** Returns true if the account's currency must be known. */
    public boolean namesCurrencies(ApiCall call) {
        return call.isUnanswered() && !plan(call).currencies().isEmpty();
    }

    /** Checks that amounts are in the account's currency. */
    public void checkCurrencies(ApiCall call) {
        TreeObjects.checkCurrencies(plan(call).currencies(), call.noted(AdAccount.class));
    }

    /** Creates a job for the launch. */
    public void accept(ApiCall call) throws SQLException {
        quota.take(call.clientId());
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        KEPT.forEach(field -> {
            JsonNode value = call.body().get(field);
            if (value != null) {
                input.set(field, value);
            }
        });
        call.note(inserts.begin(call, LaunchSteps.TYPE, input).of(plan(call).items()));
    }
}
