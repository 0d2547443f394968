package jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Questions that callers ask about jobs. */
@Singleton
@Unremovable
public class JobQueries {

    private final ObjectMapper mapper;
    private final JobRows rows;
    private final JobView view;

    @Inject
    public JobQueries(ObjectMapper mapper, JobRows rows, JobView view) {
        this.mapper = mapper;
        this.rows = rows;
        this.view = view;
    }

    /** The job that the path names. */
    public UUID id(@Variable("parameters") Map<String, String> parameters) {
        return UUID.fromString(parameters.get("job_id"));
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
