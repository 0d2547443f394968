package creatives;

import calls.ApiCall;
import calls.CallClients;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Findings;
import idempotency.IdempotencyKeys;
import jobs.JobInsert;
import jobs.JobQuota;
import jobs.NewJob;
import media.MediaRepository;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Creates a job for a creative whose media may not be at Meta yet. */
@Singleton
public class CreativeIntake {

    private final CallClients clients;
    private final IdempotencyKeys keys;
    private final JobQuota quota;
    private final JobInsert inserts;
    private final Creatives creatives;
    private final MediaRepository media;

    @Inject
    public CreativeIntake(
            CallClients clients,
            IdempotencyKeys keys,
            JobQuota quota,
            JobInsert inserts,
            Creatives creatives,
            MediaRepository media) {
        this.clients = clients;
        this.keys = keys;
        this.quota = quota;
        this.inserts = inserts;
        this.creatives = creatives;
        this.media = media;
    }

    /** Checks the request and claims the Idempotency-Key, if there is one. */
    public void begin(ApiCall call, String kind) throws SQLException, IOException {
        NewJob job = inserts.begin(call, CreativeSteps.TYPE);
        Brief brief = Brief.of(call, Kinds.named(kind));
        Findings findings = new Findings(call.isForm());
        call.files()
                .keySet()
                .forEach(file -> findings.invalid(
                        file, "is accepted together with the file of a video; this call names its video by media_id"));
        creatives.check(brief, findings);
        call.note(brief);
        ObjectNode input = brief.input().deepCopy();
        input.remove("client_id");
        input.put(CreativeSteps.KIND, kind);
        call.note(job.asking(input, job.answer()));
        keys.claim(call);
    }

    /**
     * Checks the Instagram account, that the client may have one more job, and that the media belong to the client.
     * They need not be ready.
     */
    public void check(ApiCall call) throws SQLException {
        clients.checkInstagram(call);
        Brief brief = call.noted(Brief.class);
        List<Slot> slots = brief.kind().slots(brief.input());
        List<UUID> ids = MediaReferences.ids(slots);
        if (!ids.isEmpty()) {
            MediaReferences.resolve(brief, slots, media.find(ids, call.clientId()), false);
        }
        quota.take(call.clientId());
        call.note(JobInsert.job(call).using(ids));
    }
}
