package jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Questions that callers ask about jobs. */
@Singleton
@Unremovable
public class JobQueries {

    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s)");

    private final ObjectMapper mapper;
    private final JobsConfig config;
    private final JobRows rows;
    private final JobView view;

    @Inject
    public JobQueries(ObjectMapper mapper, JobsConfig config, JobRows rows, JobView view) {
        this.mapper = mapper;
        this.config = config;
        this.rows = rows;
        this.view = view;
    }

    /** The job that the path names. */
    public UUID id(@Variable("parameters") Map<String, String> parameters) {
        return UUID.fromString(parameters.get("job_id"));
    }

    /** What a caller waits for: the next change of status or step, for a time. */
    public Watch watch(@Variable("job") Job job, @Variable("parameters") Map<String, String> parameters) {
        return new Watch(job.status(), job.step(), Instant.now().plus(duration(parameters.get("wait"))));
    }

    /** Whether nothing has changed yet, and there is time left to wait. */
    public boolean isUnchanged(
            @Variable("job") Job job,
            @Variable("watch") Watch watch,
            @Variable("callerIsThere") BooleanSupplier callerIsThere) {
        return callerIsThere.getAsBoolean()
                && !job.status().isFinal()
                && job.status() == watch.status()
                && Objects.equals(job.step(), watch.step())
                && Instant.now().isBefore(watch.until());
    }

    /** How long to wait before the next look, in milliseconds. */
    public long watchMillis() {
        return config.watchInterval().toMillis();
    }

    /** How a job stood when somebody began to wait for a change, and until when they wait. */
    public record Watch(JobStatus status, String step, Instant until) {}

    static Duration duration(String text) {
        if (text == null) {
            return Duration.ZERO;
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a duration: " + text);
        }
        long number = Long.parseLong(matcher.group(1));
        return "ms".equals(matcher.group(2)) ? Duration.ofMillis(number) : Duration.ofSeconds(number);
    }

    /** The parameters of {@code select-jobs.sql}; one row more than asked for tells whether there is a next page. */
    public Map<String, Object> page(@Variable("parameters") Map<String, String> parameters) {
        Map<String, Object> row = new HashMap<>();
        for (String filter : List.of("client_id", "status", "created_after", "created_before")) {
            row.put(filter, parameters.get(filter));
        }
        Cursor cursor = Cursor.decode(parameters.get("cursor"));
        row.put("cursor_created_at", cursor == null ? null : cursor.createdAt().toString());
        row.put("cursor_job_id", cursor == null ? null : cursor.jobId().toString());
        row.put("limit", limit(parameters) + 1);
        return row;
    }

    /** The answer with a page of jobs. */
    public ObjectNode list(
            @Body List<Map<String, Object>> found, @Variable("parameters") Map<String, String> parameters)
            throws JsonProcessingException {
        int limit = limit(parameters);
        ObjectNode answer = mapper.createObjectNode();
        ArrayNode jobs = answer.putArray("jobs");
        Job last = null;
        for (Map<String, Object> row : found.subList(0, Math.min(limit, found.size()))) {
            last = rows.read((String) row.get("job"));
            jobs.add(view.of(last));
        }
        boolean more = found.size() > limit;
        answer.put("next_cursor", more ? new Cursor(last.createdAt(), last.jobId()).encode() : null);
        return answer;
    }

    private static int limit(Map<String, String> parameters) {
        return Integer.parseInt(parameters.getOrDefault("limit", "50"));
    }

    /** Where a page ended: callers hand it back without looking into it. */
    record Cursor(Instant createdAt, UUID jobId) {

        /** What PostgreSQL can compare with reaches further. */
        private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

        String encode() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((createdAt + " " + jobId).getBytes(StandardCharsets.UTF_8));
        }

        /**
         * The place that a cursor stands for, or null if there is no cursor.
         *
         * @throws InvalidCursorException if it is none of ours
         */
        static Cursor decode(String text) {
            if (text == null) {
                return null;
            }
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ");
                Instant createdAt = Instant.parse(parts[0]);
                if (createdAt.isBefore(Instant.EPOCH) || createdAt.isAfter(LATEST)) {
                    throw new InvalidCursorException();
                }
                return new Cursor(createdAt, UUID.fromString(parts[1]));
            } catch (IllegalArgumentException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
                throw new InvalidCursorException();
            }
        }
    }
}
