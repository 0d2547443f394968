package jobs;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;

/** The status of a job; the names are those of the database type {@code job_status}. */
public enum JobStatus {
    /** Waits for a worker, for the first time or again after a failed attempt. */
    @JsonProperty("queued")
    QUEUED,
    /** Started; possibly parked, without a worker. */
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("succeeded")
    SUCCEEDED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("cancelled")
    CANCELLED,
    /** Failed, but some of its items have succeeded. */
    @JsonProperty("partial")
    PARTIAL,
    /** An item that was cancelled since one that it needs has failed. */
    @JsonProperty("skipped")
    SKIPPED;

    /** Returns true if the job has ended; only a retry can restart it. */
    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }

    /** The name in the database and the API. */
    public String sql() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status with this name in the database. */
    static JobStatus ofSql(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
