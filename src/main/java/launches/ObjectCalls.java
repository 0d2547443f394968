package launches;

import calls.ApiCall;
import calls.CallClients;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Conflict;
import failures.Kind;
import failures.Rejected;
import idempotency.IdempotencyKeys;
import jobs.CreatedItem;
import jobs.Job;
import jobs.JobCalls;
import jobs.JobInsert;
import jobs.JobQuota;
import jobs.JobRepository;
import jobs.JobRun;
import jobs.NewItem;
import jobs.NewJob;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Jobs that delete or activate all objects that a launch has created. */
@Singleton
public class ObjectCalls {

    private static final String LAUNCH_ID = "launch_id";
    private static final List<NodeKind> UNDO_ORDER =
            List.of(NodeKind.AD, NodeKind.ADSET, NodeKind.CAMPAIGN, NodeKind.CREATIVE);

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
                            UNDO_ORDER,
                            ObjectSteps.DELETE,
                            false,
                            call.body().path(ObjectSteps.FORCE).asBoolean()));
        }
    }

    /** Creates a job that activates the objects of a launch: ads, ad sets, and the campaign last. */
    public void activate(ApiCall call) throws SQLException, IOException {
        Job launch = launch(call, "activated");
        if (call.isUnanswered()) {
            begin(call, launch, ObjectSteps.ACTIVATION, activation(rows.createdItems(launch.jobId())));
        }
    }

    /** Items that activate objects: ads, ad sets, and campaigns last. */
    public static List<NewItem> activation(List<CreatedItem> objects) {
        return items(
                objects, List.of(NodeKind.AD, NodeKind.ADSET, NodeKind.CAMPAIGN), ObjectSteps.ACTIVATE, true, false);
    }

    /**
     * A launch, or a part of it, has failed. If its caller chose that, a job deletes the created objects. The job's id
     * depends on the objects, so after the death of a worker there is no second job.
     */
    public void undoFailed(JobRun run, Exception failure) throws Exception {
        Job launch = run.job();
        List<CreatedItem> created =
                "undo".equals(launch.input("on_failure")) ? rows.createdItems(launch.jobId()) : List.of();
        if (created.isEmpty()) {
            throw failure;
        }
        String objects = created.stream().map(CreatedItem::id).sorted().collect(Collectors.joining(" "));
        UUID undoId = UUID.nameUUIDFromBytes((launch.jobId() + " " + objects).getBytes(StandardCharsets.UTF_8));
        if (rows.find(undoId, launch.clientId()).isEmpty()) {
            NewJob undo = NewJob.of(
                    undoId,
                    ObjectSteps.UNDO,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put(LAUNCH_ID, launch.jobId().toString()),
                    items(created, UNDO_ORDER, ObjectSteps.DELETE, false, false));
            Map<String, Object> row = inserts.row(undo, launch.clientId(), run.account());
            row.put("traceparent", launch.traceparent());
            rows.insert(row);
        }
        throw new Rejected(
                Kind.ITEMS_FAILED, failure.getMessage() + " The job " + undoId + " deletes what was created.");
    }

    private Job launch(ApiCall call, String wish) throws SQLException, IOException {
        Job launch = jobs.named(call);
        clients.find(call, launch.clientId());
        // An Idempotency-Key belongs to this launch, not to another one.
        ObjectNode request = call.body() == null ? JsonNodeFactory.instance.objectNode() : call.body();
        call.reword(request.put(LAUNCH_ID, launch.jobId().toString()));
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
                .put(LAUNCH_ID, launch.jobId().toString());
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
                        null,
                        null));
            }
        }
        return items;
    }
}
