package graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import graph.Usage.UseCase;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Reads usage from Meta's headers (Meta docs, "Marketing API Rate Limiting" and "Rate Limits"). Units differ: the
 * account header has seconds, the business header minutes. Headers may be missing, and an unreadable one is treated as
 * missing.
 */
@Singleton
public class UsageHeaders {

    private static final String APP_USAGE = "X-App-Usage";
    private static final String ACCOUNT_USAGE = "X-Ad-Account-Usage";
    private static final String BUSINESS_USAGE = "X-Business-Use-Case-Usage";
    private static final String RETRY_AFTER = "Retry-After";
    private static final List<String> PERCENTAGES = List.of("call_count", "total_time", "total_cputime");
    private static final long LONGEST = 999_999;

    private final ObjectMapper mapper;

    @Inject
    public UsageHeaders(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The usage in an answer's headers. */
    public Usage read(Map<String, Object> headers) {
        JsonNode account = json(headers, ACCOUNT_USAGE);
        return new Usage(
                percent(json(headers, APP_USAGE)),
                account.path("acc_id_util_pct").asDouble(Usage.UNKNOWN),
                Duration.ofSeconds(count(account.path("reset_time_duration"))),
                useCases(json(headers, BUSINESS_USAGE)),
                retryAfter(headers));
    }

    private static List<UseCase> useCases(JsonNode business) {
        List<UseCase> useCases = new ArrayList<>();
        business.properties().forEach(entry -> entry.getValue()
                .forEach(useCase -> useCases.add(new UseCase(
                        entry.getKey(),
                        useCase.path("type").asText(),
                        percent(useCase),
                        Duration.ofMinutes(count(useCase.path("estimated_time_to_regain_access")))))));
        return useCases;
    }

    /** The highest of the percentages is the one that leads to throttling. */
    private static double percent(JsonNode shares) {
        return PERCENTAGES.stream()
                .mapToDouble(name -> shares.path(name).asDouble(Usage.UNKNOWN))
                .max()
                .orElse(Usage.UNKNOWN);
    }

    /** Limits a header's number to a sensible range. */
    private static long count(JsonNode number) {
        return Math.max(0, Math.min(LONGEST, number.asLong()));
    }

    private static Duration retryAfter(Map<String, Object> headers) {
        Object value = headers.get(RETRY_AFTER);
        return value != null && value.toString().matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(value.toString()))
                : Duration.ZERO;
    }

    private JsonNode json(Map<String, Object> headers, String name) {
        Object value = headers.get(name);
        if (value == null) {
            return MissingNode.getInstance();
        }
        try {
            return mapper.readTree(value.toString());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
