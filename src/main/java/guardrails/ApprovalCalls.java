package guardrails;

import calls.ApiCall;
import calls.ApprovalDecision;
import calls.CallClients;
import campaigns.AdAccount;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import extensions.Events;
import failures.Conflict;
import failures.FieldError;
import failures.Kind;
import failures.NotFound;
import failures.Rejected;
import io.quarkus.arc.Unremovable;
import jobs.JobInsert;
import jobs.JobQuota;
import launches.ObjectCalls;
import launches.ObjectSteps;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Approvals: a key without the scope {@code activate} requests one, and another key decides. Objects that have changed
 * since the request are not set active. One job carries an approval out.
 */
@Singleton
@Unremovable
public class ApprovalCalls {

    private final ApprovalRepository repository;
    private final CallClients clients;
    private final GuardrailsConfig config;
    private final JobInsert inserts;
    private final JobQuota quota;
    private final Events events;

    @Inject
    public ApprovalCalls(
            ApprovalRepository repository,
            CallClients clients,
            GuardrailsConfig config,
            JobInsert inserts,
            JobQuota quota,
            Events events) {
        this.repository = repository;
        this.clients = clients;
        this.config = config;
        this.inserts = inserts;
        this.quota = quota;
        this.events = events;
    }

    /**
     * Begins to read the requested objects.
     *
     * @throws Rejected if objects of this kind cannot have the requested children
     */
    public void ask(ApiCall call) throws SQLException {
        clients.find(call);
        String kind = call.body().at("/object/kind").asText();
        List<String> include = new ArrayList<>();
        for (int i = 0; i < call.body().path("include").size(); i++) {
            String below = call.body().path("include").get(i).asText();
            if (!ApprovalReading.below(kind).contains(below)) {
                throw new Rejected(
                        Kind.INVALID_REQUEST,
                        "The approval cannot be asked for.",
                        List.of(FieldError.atPointer("/include/" + i, "a " + kind + " has no " + below)));
            }
            include.add(below);
        }
        read(call, kind, call.body().at("/object/id").asText(), include);
    }

    private static void read(ApiCall call, String kind, String id, List<String> include) {
        call.about(id);
        call.note(new ApprovalReading(kind, id, include));
    }

    private static ApprovalReading reading(ApiCall call) {
        return call.noted(ApprovalReading.class);
    }

    /** Returns true if more must be read. */
    public boolean hasMore(ApiCall call) {
        return reading(call).hasMore();
    }

    /** Asks Meta for the next objects. */
    public void askNext(ApiCall call) {
        call.ask(reading(call).next(call.account()));
    }

    /** Processes Meta's answer. */
    public void take(ApiCall call) {
        reading(call).read(call.answer(), call.account().adAccountId(), call.absence());
    }

    /** Stores the approval, and answers with it. */
    public void insert(ApiCall call) throws SQLException {
        ApprovalReading reading = reading(call);
        reading.in(call.noted(AdAccount.class));
        UUID approvalId = UUID.randomUUID();
        repository.insert(
                approvalId, call.clientId(), call.body(), call.scope().keyId(), reading, config.approvalLifetime());
        Approval approval = get(approvalId, call);
        call.reply(approval.view(), Map.of("Location", "/v1/approvals/" + approvalId));
        events.raise("approval-requested", () -> approval.announcement("approval.requested", approval.createdAt()));
    }

    private Approval get(UUID approvalId, ApiCall call) throws SQLException {
        return repository
                .find(approvalId, call.scope().clientId())
                .orElseThrow(() -> new NotFound("There is no approval '" + approvalId + "'."));
    }

    private Approval named(ApiCall call) throws SQLException {
        return get(UUID.fromString(call.parameter("approval_id")), call);
    }

    /** Answers with an approval. */
    public void show(ApiCall call) throws SQLException {
        call.reply(named(call).view());
    }

    /** Lists a page of approvals. */
    public void list(ApiCall call) throws SQLException {
        int size = Integer.parseInt(call.parameter("limit"));
        // One extra row shows that there is another page.
        List<Approval> found = repository.list(call.parameters(), size + 1);
        List<Approval> shown = found.subList(0, Math.min(size, found.size()));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("approvals");
        shown.forEach(approval -> list.add(approval.view()));
        answer.put(
                "next_cursor",
                found.size() > size ? shown.get(size - 1).approvalId().toString() : null);
        call.reply(answer);
    }

    /**
     * Begins an approval: the objects are read again.
     *
     * @throws Rejected if the key requested the approval itself
     * @throws Conflict if it is already decided, or the digest is that of another snapshot
     */
    public void approve(ApiCall call) throws SQLException {
        Approval approval = decidable(call);
        if (!approval.snapshotSha256()
                .equals(call.body().path("snapshot_sha256").asText())) {
            throw changed();
        }
        clients.find(call, approval.clientId());
        quota.take(approval.clientId());
        call.note(approval);
        read(call, approval.objectKind(), approval.objectId(), approval.include());
    }

    private static Conflict changed() {
        return new Conflict(
                Kind.SNAPSHOT_CHANGED,
                "The objects are not what was asked for any more. Read them, and ask for another approval.");
    }

    private Approval decidable(ApiCall call) throws SQLException {
        Approval approval = named(call);
        String decider = call.scope().keyId();
        if (decider == null ? approval.askedBy() == null : decider.equals(approval.askedBy())) {
            throw new Rejected(
                    Kind.FORBIDDEN, "The key that asked cannot decide. Another key with the scope 'activate' can.");
        }
        checkPending(approval);
        return approval;
    }

    private static void checkPending(Approval approval) {
        if (!approval.status().equals(Approval.PENDING)) {
            throw new Conflict("The approval is " + approval.status() + ".");
        }
    }

    /**
     * Compares the objects with the snapshot.
     *
     * @throws Conflict if they differ
     */
    public void compare(ApiCall call) {
        Approval approval = call.noted(Approval.class);
        ApprovalReading reading = reading(call);
        if (!reading.sha256().equals(approval.snapshotSha256())) {
            throw changed();
        }
        call.note(new Activations.Planned(reading.budgets(), reading.ads()));
    }

    /** Creates the job, which is committed together with the decision. */
    public void carryOut(ApiCall call) {
        Approval approval = call.noted(Approval.class);
        call.note(new ApprovalDecision(approval.approvalId(), call.scope().keyId()));
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put("approval_id", approval.approvalId().toString());
        call.note(inserts.begin(call, ObjectSteps.ACTIVATION, input)
                .of(ObjectCalls.activation(reading(call).items())));
    }

    /** Answers with the approval that was just decided. */
    public void decided(ApiCall call) throws SQLException {
        Approval approval = named(call);
        call.reply(approval.view());
        events.raise("approval-decided", () -> approval.announcement("approval.decided", approval.decidedAt()));
    }

    /** Rejects an approval. */
    public void reject(ApiCall call) throws SQLException {
        close(call, decidable(call), "rejected");
        decided(call);
    }

    /**
     * Withdraws an approval.
     *
     * @throws Rejected if another key requested it
     */
    public void withdraw(ApiCall call) throws SQLException {
        Approval approval = named(call);
        if (!call.scope().isAdmin() && !call.scope().keyId().equals(approval.askedBy())) {
            throw new Rejected(Kind.FORBIDDEN, "Only the key that asked can withdraw. Another one can reject.");
        }
        checkPending(approval);
        close(call, approval, "withdrawn");
        call.replyNothing();
    }

    private void close(ApiCall call, Approval approval, String status) throws SQLException {
        String reason = Optional.ofNullable(call.body())
                .map(body -> body.path("reason").asText(null))
                .orElse(null);
        if (!repository.close(approval.approvalId(), status, call.scope().keyId(), reason)) {
            throw new Conflict("The approval was decided meanwhile.");
        }
    }
}
