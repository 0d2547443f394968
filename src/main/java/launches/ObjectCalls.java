package launches;

import calls.ApiCall;
import calls.CallClients;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Conflict;
import idempotency.IdempotencyKeys;
import jobs.CreatedItem;
import jobs.Job;
import jobs.JobCalls;
import jobs.JobInsert;
import jobs.JobQuota;
import jobs.JobRepository;
import jobs.NewItem;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Jobs that delete or activate all objects that a launch has created. */
@Singleton
public class ObjectCalls {

    private final JobCalls jobs;
    private final JobRepository rows;
    private final CallClients clients;
    private final IdempotencyKeys keys;
    private final JobQuota quota;
    private final JobInsert inserts;

    @Inject
    ObjectCalls(
            JobCalls jobs,
            JobRepository rows,
            CallClients clients,
            IdempotencyKeys keys,
            JobQuota quota,
            JobInsert inserts) {
        this.jobs = jobs;
        this.rows = rows;
        this.clients = clients;
        this.keys = keys;
        this.quota = quota;
        this.inserts = inserts;
    }

    /** Creates a job that deletes the objects of a launch: ads, ad sets, the campaign, creatives. */
    public void undo(ApiCall call) throws SQLException, IOException {
        Job launch = launch(call, "undone");
        if (call.isUnanswered()) {
            begin(
                    call,
                    launch,
                    ObjectSteps.UNDO,
                    items(
                            rows.createdItems(launch.jobId()),
                            List.of(NodeKind.AD, NodeKind.ADSET, NodeKind.CAMPAIGN, NodeKind.CREATIVE),
                            ObjectSteps.DELETE,
                            false,
                            call.body() != null
                                    && call.body().path(ObjectSteps.FORCE).asBoolean()));
        }
    }

    /** Creates a job that activates the objects of a launch: ads, ad sets, and the campaign last. */
    public void activate(ApiCall call) throws SQLException, IOException {
        Job launch = launch(call, "activated");
        if (call.isUnanswered()) {
            begin(call, launch, ObjectSteps.ACTIVATION, activation(rows.createdItems(launch.jobId())));
        }
    }

    /** Items that switch objects on: ads, ad sets, and campaigns last. */
    public static List<NewItem> activation(List<CreatedItem> objects) {
        return items(
                objects, List.of(NodeKind.AD, NodeKind.ADSET, NodeKind.CAMPAIGN), ObjectSteps.ACTIVATE, true, false);
    }

    private Job launch(ApiCall call, String wish) throws SQLException, IOException {
        Job launch = jobs.named(call);
        clients.find(call, launch.clientId());
        keys.claim(call);
        if (call.isUnanswered()) {
            if (!launch.type().equals(LaunchSteps.TYPE)) {
                throw new Conflict("The job is not a launch and cannot be " + wish + ".");
            }
            if (!launch.status().isFinal()) {
                throw new Conflict("The launch is " + launch.status().sql() + " and cannot be " + wish
                        + " yet: wait for its end, or cancel it.");
            }
        }
        return launch;
    }

    private void begin(ApiCall call, Job launch, String type, List<NewItem> items) throws SQLException {
        if (items.isEmpty()) {
            throw new Conflict("The launch has created no objects.");
        }
        quota.take(call.clientId());
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put("launch_id", launch.jobId().toString());
        call.note(inserts.begin(call, type, input).of(items));
    }

    /**
     * Creates items for objects, one kind after another. An object comes after the objects that it contains.
     *
     * @param tolerant true if an item runs although one of those has failed
     */
    static List<NewItem> items(
            List<CreatedItem> created, List<NodeKind> order, String type, boolean tolerant, boolean force) {
        List<NewItem> items = new ArrayList<>();
        Map<String, List<Integer>> standingIn = new HashMap<>();
        for (NodeKind kind : order) {
            for (CreatedItem object : created) {
                if (!object.kind().equals(kind.sql())) {
                    continue;
                }
                for (String parent : new String[] {object.campaignId(), object.adsetId(), object.creativeId()}) {
                    if (parent != null) {
                        standingIn
                                .computeIfAbsent(parent, first -> new ArrayList<>())
                                .add(items.size());
                    }
                }
                ObjectNode input = JsonNodeFactory.instance
                        .objectNode()
                        .put(ObjectSteps.OBJECT_ID, object.id())
                        .put(ObjectSteps.FORCE, force);
                items.add(new NewItem(
                        UUID.randomUUID(),
                        object.kind(),
                        object.key(),
                        type,
                        input,
                        standingIn.getOrDefault(object.id(), List.of()),
                        tolerant,
                        List.of(),
                        null));
            }
        }
        return items;
    }
}
