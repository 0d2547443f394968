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
 * Looks for the objects of an intent: lists the edge newest first, page by page, down to before the intent, and keeps
 * those with its label, name and parent. ({@code GET /act_X/adlabels} has no name filter, and the by-label edges take
 * label ids only.)
 */
final class LookUp {

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
    record Search(List<String> candidates, String after, int pages, boolean done, Instant begunAt) {

        /** The candidates with the first create's first. */
        List<String> oldestFirst() {
            List<String> oldestFirst = new ArrayList<>(candidates);
            Collections.reverse(oldestFirst);
            return oldestFirst;
        }
    }

    private LookUp() {}

    /** A search that has read nothing yet. */
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
}
