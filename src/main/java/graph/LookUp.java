package graph;

import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jakarta.inject.Singleton;

/**
 * Looks for the objects of an intent: lists the edge newest first, page by page, down to before the intent, and keeps
 * those with its label, name and parent. ({@code GET /act_X/adlabels} has no name filter, and the by-label edges take
 * label ids only.)
 */
@Singleton
@Unremovable
public class LookUp {

    private static final int PAGE_SIZE = 100;
    /** Ad creatives have no {@code created_time}, so that their list is read no deeper than this. */
    private static final int MOST_PAGES = 10;
    /** How far Meta's clock may lag behind ours. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

    /**
     * How far a look-up has come.
     *
     * @param candidates ids found so far, oldest last
     * @param after the next page's cursor, or null at the first page
     * @param pages pages read
     * @param done whether there is nothing more to read
     * @param begunAt when the first page was asked for: what appeared later may have been missed
     */
    public record Search(List<String> candidates, String after, int pages, boolean done, Instant begunAt) {}

    /** A search that has read nothing yet. */
    public Search begin() {
        return new Search(List.of(), null, 0, false, Instant.now());
    }

    /** Whether there is another page to read. */
    public boolean hasMore(@Variable("search") Search search) {
        return !search.done();
    }

    /** The request for the next page. */
    public GraphRequest page(
            @Variable("intent") Intent intent,
            @Variable("account") Account account,
            @Variable("search") Search search) {
        Creation.Kind kind = intent.kind();
        StringBuilder fields = new StringBuilder("id,name,adlabels{name}");
        if (kind != Creation.Kind.CREATIVE) {
            fields.append(",created_time");
        }
        if (kind.parentField() != null) {
            fields.append(',').append(kind.parentField());
        }
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("fields", fields.toString());
        parameters.put("limit", PAGE_SIZE);
        if (search.after() != null) {
            parameters.put("after", search.after());
        }
        return GraphRequest.list(account, intent.adAccountId() + "/" + kind.edge(), parameters);
    }

    /** The search after a page was read. */
    public Search read(@Body JsonNode page, @Variable("intent") Intent intent, @Variable("search") Search search) {
        List<String> candidates = new ArrayList<>(search.candidates());
        boolean done = false;
        for (JsonNode object : page.path("data")) {
            if (isOlder(object, intent)) {
                done = true;
                break;
            }
            if (matches(object, intent)) {
                candidates.add(object.path("id").asText());
            }
        }
        JsonNode paging = page.path("paging");
        int pages = search.pages() + 1;
        // A cursor is there on the last page too; only a missing "next" ends the list.
        boolean last = !paging.has("next") || pages >= MOST_PAGES;
        return new Search(
                candidates, paging.path("cursors").path("after").asText(null), pages, done || last, search.begunAt());
    }

    private static boolean isOlder(JsonNode object, Intent intent) {
        return MetaTime.parse(object.path("created_time").asText(""))
                .map(created -> created.isBefore(intent.createdAt().minus(CLOCK_SKEW)))
                .orElse(false);
    }

    private static boolean matches(JsonNode object, Intent intent) {
        if (!Expected.isId(object.path("id"))
                || !intent.name().equals(object.path("name").asText())) {
            return false;
        }
        String parentField = intent.kind().parentField();
        if (parentField != null
                && !intent.parentId().equals(object.path(parentField).asText())) {
            return false;
        }
        return Labels.isOn(object, intent.label());
    }

    /** The parameters of {@code adopt-object.sql}: the oldest object first, it is the first create's. */
    public Map<String, Object> adoption(@Variable("intent") Intent intent, @Variable("search") Search search) {
        List<String> oldestFirst = new ArrayList<>(search.candidates());
        Collections.reverse(oldestFirst);
        Map<String, Object> row = intent.asRead();
        row.put("candidates", "{" + String.join(",", oldestFirst) + "}");
        return row;
    }
}
