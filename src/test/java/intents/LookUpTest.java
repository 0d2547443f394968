package intents;

import static org.assertj.core.api.Assertions.assertThat;

import graph.Creation;
import graph.GraphFixtures;
import graph.GraphRequest;
import graph.Intent;
import graph.Labels;
import intents.LookUp.Search;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;

class LookUpTest {

    private static final String LABEL =
            Labels.of("request:1", GraphFixtures.NOW).get(0);

    private final Intent campaign = GraphFixtures.intent(Creation.Kind.CAMPAIGN, null, null, 1);
    private final Intent adSet = GraphFixtures.intent(Creation.Kind.ADSET, "55", null, 1);
    private final Intent creative = GraphFixtures.intent(Creation.Kind.CREATIVE, null, null, 1);

    @Test
    void listsTheEdgeWithWhatItDecidesBy() {
        GraphRequest request = LookUp.page(adSet, GraphFixtures.ACCOUNT, LookUp.begin());

        assertThat(request.method()).isEqualTo(GraphRequest.Method.GET);
        assertThat(request.path()).isEqualTo("act_1/adsets");
        assertThat(request.fields().get("fields").toString().split(",(?![^{]*})"))
                .containsExactlyInAnyOrder("id", "name", "adlabels{name}", "created_time", "campaign_id");
        assertThat(request.fields()).doesNotContainKey("after");
    }

    /** Meta rejects a field that a node does not have. */
    @Test
    void doesNotAskACreativeForItsTime() {
        assertThat(LookUp.page(creative, GraphFixtures.ACCOUNT, LookUp.begin())
                        .fields()
                        .get("fields")
                        .toString())
                .doesNotContain("created_time");
    }

    @Test
    void findsTheObjectWithLabelAndName() {
        Search search = read(campaign, page(object("9", "Spring", LABEL, "2026-01-31T12:00:01+0000"), ""));

        assertThat(search.candidates()).containsExactly("9");
        assertThat(search.done()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Summer, true", "Spring, false"})
    void leavesObjectsOfOtherNamesOrLabels(String name, boolean ourLabel) {
        String label = ourLabel ? LABEL : "creative-service-of-another";

        assertThat(read(campaign, page(object("9", name, label, "2026-01-31T12:00:01+0000"), ""))
                        .candidates())
                .isEmpty();
    }

    @Test
    void leavesObjectsWithoutLabels() {
        assertThat(read(campaign, page("{'id': '9', 'name': 'Spring'}", "")).candidates())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"55, 1", "56, 0", "'', 0"})
    void leavesObjectsOfOtherParents(String campaignId, int found) {
        String object = object("9", "Spring", LABEL, "2026-01-31T12:00:01+0000")
                .replace("{'id'", "{'campaign_id': '" + campaignId + "', 'id'");

        assertThat(read(adSet, page(object, "")).candidates()).hasSize(found);
    }

    @Test
    void findsLabelsInAnEdgeToo() {
        assertThat(read(
                                campaign,
                                page(
                                        "{'id': '9', 'name': 'Spring', 'adlabels': {'data': [{'name': '" + LABEL
                                                + "'}]}}",
                                        ""))
                        .candidates())
                .containsExactly("9");
    }

    @Test
    void readsOnWhileThereIsANextPage() {
        Search first = read(campaign, page("", "'cursors': {'after': 'A'}, 'next': 'https://…'"));

        assertThat(first.done()).isFalse();
        assertThat(LookUp.page(campaign, GraphFixtures.ACCOUNT, first).fields()).containsEntry("after", "A");
    }

    /** Meta sends a cursor on the last page too. */
    @Test
    void stopsWhereThereIsNoNextPage() {
        assertThat(read(campaign, page("", "'cursors': {'after': 'A'}")).done()).isTrue();
    }

    /** Meta's clock may be two minutes ahead or behind. */
    @ParameterizedTest
    @CsvSource({
        "2026-01-31T11:58:01+0000, 1, true",
        "2026-01-31T11:57:59+0000, 0, false",
        "2026-01-31T04:58:01-0700, 1, true",
        "2026-01-31T04:57:59-0700, 0, false",
        "no time, 1, true"
    })
    void readsDownToBeforeTheIntent(String created, int found, boolean more) {
        Search search =
                read(campaign, page(object("9", "Spring", LABEL, created), "'cursors': {'after': 'A'}, 'next': 'x'"));

        assertThat(search.candidates()).hasSize(found);
        assertThat(search.done()).isEqualTo(!more);
    }

    @Test
    void readsAListWithoutTimesNoDeeperThanTenPages() {
        Search search = LookUp.begin();
        int pages = 0;
        while (!search.done()) {
            search = LookUp.read(
                    GraphFixtures.json(page("", "'cursors': {'after': 'A'}, 'next': 'x'")), creative, search);
            pages++;
        }

        assertThat(pages).isEqualTo(10);
    }

    @Test
    void adoptsTheOldestFirst() {
        Search search = read(
                campaign,
                page(
                        object("9", "Spring", LABEL, "2026-01-31T12:00:09+0000") + ","
                                + object("8", "Spring", LABEL, "2026-01-31T12:00:08+0000"),
                        "'cursors': {'after': 'A'}, 'next': 'x'"));
        search = LookUp.read(
                GraphFixtures.json(page(object("7", "Spring", LABEL, "2026-01-31T12:00:07+0000"), "")),
                campaign,
                search);

        assertThat(search.candidates()).isEqualTo(List.of("9", "8", "7"));
        assertThat(search.oldestFirst()).isEqualTo(List.of("7", "8", "9"));
    }

    /** Objects that appear while pages are read may be missed: the beginning of the search counts. */
    @Test
    void remembersWhenItBegan() {
        Search begun = new Search(List.of(), null, 0, false, Instant.EPOCH);

        assertThat(LookUp.read(GraphFixtures.json("{}"), campaign, begun).begunAt())
                .isEqualTo(Instant.EPOCH);
    }

    private Search read(Intent intent, String page) {
        return LookUp.read(GraphFixtures.json(page), intent, LookUp.begin());
    }

    private static String page(String objects, String paging) {
        return "{'data': [" + objects + "], 'paging': {" + paging + "}}";
    }

    private static String object(String id, String name, String label, String created) {
        return "{'id': '" + id + "', 'name': '" + name + "', 'adlabels': [{'id': '3', 'name': '" + label
                + "'}], 'created_time': '" + created + "'}";
    }
}
