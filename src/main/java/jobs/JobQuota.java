package jobs;

import shares.ClientQuotas;

import java.sql.SQLException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Rejects a job beyond its client's quota of unfinished jobs. */
@Singleton
public class JobQuota {

    private final ClientQuotas quotas;
    private final JobRepository jobs;

    @Inject
    public JobQuota(ClientQuotas quotas, JobRepository jobs) {
        this.quotas = quotas;
        this.jobs = jobs;
    }

    /**
     * Counts one more unfinished job.
     *
     * @throws failures.Wait if the quota is used up
     */
    public void take(String clientId) throws SQLException {
        quotas.takeJob(clientId, most -> jobs.countUnfinished(clientId, most));
    }
}
