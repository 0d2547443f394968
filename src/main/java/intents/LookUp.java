package intents;

import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import graph.Creation;
import graph.Expected;
import graph.GraphRequest;
import graph.Intent;
import graph.Labels;
import graph.MetaTime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks up the objects of an intent: lists the edge newest first, page by page, back to the intent's creation, and
 * selects those with its label, name and parent. ({@code GET /act_X/adlabels} has no name filter, and the by-label
 * edges take only label ids.)
 */
final class LookUp {

    private static final int PAGE_SIZE = 100;
    /** Ad creatives have no {@code created_time}, so no more than these pages of their list are read. */
    private static final int MOST_PAGES = 10;
    /** How far Meta's clock may be behind ours. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

    /**
     * The progress of a look-up.
     *
     * @param candidates ids found so far, oldest last
     * @param after the next page's cursor, or null for the first page
     * @param pages number of pages read
     * @param done true if all pages were read
     * @param begunAt when the first page was requested: objects that appeared later may be missing
     */
    record Search(List<String> candidates, String after, int pages, boolean done, Instant begunAt) {

        /** The candidates, oldest first. */
        List<String> oldestFirst() {
            List<String> oldestFirst = new ArrayList<>(candidates);
            Collections.reverse(oldestFirst);
            return oldestFirst;
        }
    }

    private LookUp() {}

    static Search begin() {
        return new Search(List.of(), null, 0, false, Instant.now());
    }

    /** The request for the next page. */
    static GraphRequest page(Intent intent, Account account, Search search) {
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
    static Search read(JsonNode page, Intent intent, Search search) {
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
        // The last page has a cursor too; only a missing "next" ends the list.
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
}
