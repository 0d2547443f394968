package harness;

import java.util.Set;
import java.util.stream.Collectors;

/** The known facts about jobs, as text for the analysis of a failed test. */
final class JobReport {
    private final Cluster cluster;
    private final SandboxControl.State state;

    JobReport(Cluster cluster) {
        this.cluster = cluster;
        this.state = cluster.sandbox().state();
    }

    /** All jobs that have not succeeded. */
    String ofUnfinished() {
        return cluster.jobs().select("SELECT job_id::text FROM jobs WHERE status <> 'succeeded' LIMIT 5").stream()
                .map(row -> of((String) row.get("job_id")))
                .collect(Collectors.joining("\n"));
    }

    /** A job's row and history, its intent, and the sandbox's calls for its account during the job. */
    String of(String jobId) {
        StringBuilder text = new StringBuilder("Job " + jobId + "\n");
        cluster.jobs().select("SELECT to_jsonb(j)::text AS row FROM jobs j WHERE job_id = ?::uuid", jobId).stream()
                .map(row -> "  row    " + row.get("row") + "\n")
                .forEach(text::append);
        cluster.jobs().events(jobId).forEach(event -> text.append("  event  " + event + "\n"));
        cluster.jobs().select("SELECT to_jsonb(i)::text AS row FROM intents i WHERE job_id = ?::uuid", jobId).stream()
                .map(row -> "  intent " + row.get("row") + "\n")
                .forEach(text::append);
        String account = cluster.jobs().value("SELECT ad_account_id FROM jobs WHERE job_id = ?::uuid", jobId);
        String videoId = cluster.jobs()
                .value("SELECT checkpoint_json -> 'upload' ->> 'video_id' FROM jobs WHERE job_id = ?::uuid", jobId);
        Set<String> roots = videoId == null ? Set.of(account) : Set.of(account, videoId);
        state.calls().stream()
                .filter(call -> roots.stream().anyMatch(root -> call.path().startsWith("/" + root)))
                .forEach(call -> text.append("  call   " + call + "\n"));
        return text.toString();
    }
}
