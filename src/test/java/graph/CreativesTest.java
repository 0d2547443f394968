package graph;

import static org.assertj.core.api.Assertions.assertThat;

import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import graph.Creatives.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreativesTest {

    private static final String INPUT = """
            {'client_id': 'francisco', 'name': 'Praia', 'link': 'https://example.com/', 'message': 'Hello',
             'headline': 'Sale', 'title': 'Film', 'description': 'This week'}
            """;

    private final Creatives creatives = new Creatives(GraphFixtures.MAPPER);

    @Test
    void putsAPictureIntoLinkData() {
        Creation creation = image(INPUT, GraphFixtures.ACCOUNT);

        assertThat(spec(creation)).isEqualTo(GraphFixtures.json("""
                {'page_id': '77', 'link_data': {'link': 'https://example.com/', 'message': 'Hello', 'name': 'Sale',
                 'description': 'This week', 'image_hash': 'abc',
                 'call_to_action': {'type': 'LEARN_MORE', 'value': {'link': 'https://example.com/'}}}}
                """));
        assertThat(creation.request().path()).isEqualTo("act_1/adcreatives");
        assertThat(creation.request().fields()).containsEntry("name", "Praia").doesNotContainKey("url_tags");
        assertThat(creation.kind()).isEqualTo(Creation.Kind.CREATIVE);
        assertThat(creation.parentId()).isNull();
    }

    /** {@code video_data} has no link of its own: the call to action is the only way to the page. */
    @Test
    void putsAVideoIntoVideoData() {
        assertThat(spec(video(INPUT))).isEqualTo(GraphFixtures.json("""
                {'page_id': '77', 'video_data': {'video_id': '9', 'image_hash': 'abc', 'title': 'Film',
                 'message': 'Hello', 'link_description': 'This week',
                 'call_to_action': {'type': 'LEARN_MORE', 'value': {'link': 'https://example.com/'}}}}
                """));
    }

    @Test
    void leavesOutWhatTheCallerLeftOut() {
        assertThat(spec(image(
                        "{'name': 'Praia', 'link': 'https://example.com/', 'message': null}", GraphFixtures.ACCOUNT)))
                .isEqualTo(GraphFixtures.json("""
                        {'page_id': '77', 'link_data': {'link': 'https://example.com/', 'image_hash': 'abc',
                         'call_to_action': {'type': 'LEARN_MORE', 'value': {'link': 'https://example.com/'}}}}
                        """));
    }

    @Test
    void takesTheCallersCallToAction() {
        assertThat(spec(video("{'link': 'https://example.com/', 'call_to_action': 'SHOP_NOW'}"))
                        .at("/video_data/call_to_action"))
                .isEqualTo(GraphFixtures.json("{'type': 'SHOP_NOW', 'value': {'link': 'https://example.com/'}}"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,  -,  -
            5,  -,  5
            -,  6,  6
            5,  6,  6
            """)
    void standsOnInstagramAsTheCallerOrTheClientSays(String ofClient, String ofCaller, String used) {
        String instagram = ofCaller == null ? "" : ", 'instagram_user_id': '" + ofCaller + "'";
        JsonNode spec = spec(image(
                "{'name': 'Praia', 'link': 'https://example.com/'" + instagram + "}",
                new Account("act_1", "77", ofClient, "ENV:TOKEN")));

        assertThat(spec.path("instagram_user_id").asText(null)).isEqualTo(used);
    }

    @Test
    void putsUrlTagsBesideTheSpec() {
        Creation creation =
                image("{'link': 'https://example.com/', 'url_tags': 'utm_source=x'}", GraphFixtures.ACCOUNT);

        assertThat(creation.request().fields()).containsEntry("url_tags", "utm_source=x");
    }

    @Test
    void confirmsACreativeThatIsWhatWasAskedFor() {
        Creation creation = image(INPUT, GraphFixtures.ACCOUNT);

        assertThat(creatives.verify(
                        made(spec(creation), Labels.of("key", GraphFixtures.NOW).get(0)), creation))
                .isEqualTo(new Verification(true, false));
    }

    /** Meta returns an equal creative that exists, and does not put our label on it. */
    @Test
    void knowsACreativeThatExistedBeforeByItsMissingLabel() {
        Creation creation = image(INPUT, GraphFixtures.ACCOUNT);

        assertThat(creatives.verify(made(spec(creation), "creative-service-of-another"), creation))
                .isEqualTo(new Verification(true, true));
        assertThat(creatives.verify(GraphFixtures.object("{'object_story_spec': " + spec(creation) + "}"), creation))
                .isEqualTo(new Verification(true, true));
    }

    @Test
    void findsItsLabelInAnEdgeToo() {
        Creation creation = image(INPUT, GraphFixtures.ACCOUNT);
        JsonNode read =
                GraphFixtures.json("{'object_story_spec': " + spec(creation) + ", 'adlabels': {'data': [{'name': '"
                        + Labels.of("key", GraphFixtures.NOW).get(0) + "'}]}}");

        assertThat(creatives.verify(read, creation).deduplicated()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"image_hash, abc", "page_id, 77"})
    void doesNotConfirmAnotherPictureOrPage(String field, String value) {
        Creation creation = image(INPUT, GraphFixtures.ACCOUNT);
        String other = spec(creation).toString().replace("\"" + value + "\"", "\"0\"");

        assertThat(creatives
                        .verify(
                                made(
                                        GraphFixtures.json(other),
                                        Labels.of("key", GraphFixtures.NOW).get(0)),
                                creation)
                        .verified())
                .as(field)
                .isFalse();
    }

    @Test
    void doesNotConfirmAnotherVideo() {
        Creation creation = video(INPUT);
        String other = spec(creation).toString().replace("\"9\"", "\"8\"");

        assertThat(creatives
                        .verify(
                                made(
                                        spec(creation),
                                        Labels.of("key", GraphFixtures.NOW).get(0)),
                                creation)
                        .verified())
                .isTrue();
        assertThat(creatives
                        .verify(
                                made(
                                        GraphFixtures.json(other),
                                        Labels.of("key", GraphFixtures.NOW).get(0)),
                                creation)
                        .verified())
                .isFalse();
    }

    @Test
    void doesNotConfirmAnAnswerThatSaysNothing() {
        assertThat(creatives
                        .verify(GraphFixtures.json("{}"), image(INPUT, GraphFixtures.ACCOUNT))
                        .verified())
                .isFalse();
    }

    private Creation image(String input, Account account) {
        return creatives.image(GraphFixtures.json(input), "francisco", account, "key", "abc");
    }

    private Creation video(String input) {
        return creatives.video(GraphFixtures.json(input), "francisco", null, GraphFixtures.ACCOUNT, "key", "9", "abc");
    }

    private static JsonNode spec(Creation creation) {
        return (JsonNode) creation.request().fields().get("object_story_spec");
    }

    private static JsonNode made(JsonNode spec, String label) {
        return GraphFixtures.json(
                "{'id': '1', 'object_story_spec': " + spec + ", 'adlabels': [{'id': '2', 'name': '" + label + "'}]}");
    }
}
