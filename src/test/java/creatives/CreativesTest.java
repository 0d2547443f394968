package creatives;

import static org.assertj.core.api.Assertions.assertThat;

import clients.Account;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.Comparison;
import graph.Creation;
import graph.Difference;
import graph.GraphFixtures;
import graph.GraphRequest;
import graph.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class CreativesTest {

    private static final String INPUT = """
            {'client_id': 'francisco', 'name': 'Praia', 'link': 'https://example.com/', 'message': 'Hello',
             'headline': 'Sale', 'title': 'Film', 'description': 'This week'}
            """;

    private final Creatives creatives = new Creatives(GraphFixtures.MAPPER, new Enhancements("v26.0"));

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
        assertThat(spec(video(INPUT.replace("'headline': 'Sale', ", "")))).isEqualTo(GraphFixtures.json("""
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
                .isEqualTo(new Verification(true, false, List.of(), Map.of(), null));
    }

    /** Meta returns an equal creative that exists, and does not put our label on it. */
    @Test
    void knowsACreativeThatExistedBeforeByItsMissingLabel() {
        Creation creation = image(INPUT, GraphFixtures.ACCOUNT);

        assertThat(creatives.verify(made(spec(creation), "creative-service-of-another"), creation))
                .isEqualTo(new Verification(true, true, List.of(), Map.of(), null));
        assertThat(creatives.verify(
                        GraphFixtures.object("{'name': 'Praia', 'object_story_spec': " + spec(creation) + "}"),
                        creation))
                .isEqualTo(new Verification(true, true, List.of(), Map.of(), null));
    }

    @Test
    void findsItsLabelInAnEdgeToo() {
        Creation creation = image(INPUT, GraphFixtures.ACCOUNT);
        JsonNode read = GraphFixtures.json("{'name': 'Praia', 'object_story_spec': " + spec(creation)
                + ", 'adlabels': {'data': [{'name': '"
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

    /** Meta drops or changes a part without an error; only the read-back shows it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /name                                                    | name                                           | Praia
            /url_tags                                                | url_tags                                       | utm_source=x
            /object_story_spec/page_id                               | object_story_spec.page_id                      | 77
            /object_story_spec/instagram_user_id                     | object_story_spec.instagram_user_id            | 5
            /object_story_spec/link_data/link                        | object_story_spec.link_data.link               | https://example.com/
            /object_story_spec/link_data/message                     | object_story_spec.link_data.message            | Hello
            /object_story_spec/link_data/name                        | object_story_spec.link_data.name               | Sale
            /object_story_spec/link_data/description                 | object_story_spec.link_data.description        | This week
            /object_story_spec/link_data/image_hash                  | object_story_spec.link_data.image_hash         | abc
            /object_story_spec/link_data/call_to_action/type         | object_story_spec.link_data.call_to_action.type | LEARN_MORE
            /object_story_spec/link_data/call_to_action/value/link   | object_story_spec.link_data.call_to_action.value.link | https://example.com/
            """)
    void saysWhereACreativeIsNotWhatWasSent(String pointer, String path, String sent) {
        Creation creation = imageWithEverything();
        JsonPointer place = JsonPointer.compile(pointer);

        for (String read : new String[] {"other", null}) {
            ObjectNode made = (ObjectNode) read(creation);
            ObjectNode parent = (ObjectNode) made.at(place.head());
            String member = place.last().getMatchingProperty();
            if (read == null) {
                parent.remove(member);
            } else {
                parent.put(member, read);
            }

            assertThat(creatives.verify(made, creation).verified()).isFalse();
            assertThat(creatives.verify(made, creation).differences())
                    .containsExactly(new Difference(path, sent, read));
        }
    }

    @Test
    void saysThatAButtonIsGone() {
        Creation creation = imageWithEverything();
        ObjectNode made = (ObjectNode) read(creation);
        ((ObjectNode) made.at("/object_story_spec/link_data")).remove("call_to_action");

        assertThat(creatives.verify(made, creation).differences())
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.path()).isEqualTo("object_story_spec.link_data.call_to_action");
                    assertThat(difference.sent()).contains("LEARN_MORE");
                    assertThat(difference.read()).isNull();
                });
    }

    @ParameterizedTest
    @CsvSource({"DELETED", "WITH_ISSUES"})
    void doesNotConfirmACreativeThatCannotBeShown(String status) {
        Creation creation = imageWithEverything();
        ObjectNode made = ((ObjectNode) read(creation)).put("status", status);

        assertThat(creatives.verify(made, creation))
                .isEqualTo(new Verification(
                        false, false, List.of(new Difference("status", null, status)), Map.of(), null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /status                                                | IN_PROCESS
            /object_story_spec/link_data/link                      | HTTPS://EXAMPLE.com:443
            /object_story_spec/link_data/attachment_style          | link
            /object_story_spec/link_data/call_to_action/value/link_caption | example.com
            /effective_object_story_id                             | 77_1
            """)
    void allowsForWhatMetaAddsOrWritesInItsOwnWay(String pointer, String value) {
        Creation creation = imageWithEverything();
        ObjectNode made = (ObjectNode) read(creation);
        JsonPointer place = JsonPointer.compile(pointer);
        ((ObjectNode) made.at(place.head())).put(place.last().getMatchingProperty(), value);
        ((ObjectNode) made.path("object_story_spec")).put("page_id", 77);

        assertThat(creatives.verify(made, creation).differences()).isEmpty();
    }

    @Test
    void allowsForMetasLineBreaks() {
        Creation creation = image(
                "{'name': 'Praia', 'link': 'https://example.com/', 'message': 'one\\r\\ntwo '}", GraphFixtures.ACCOUNT);
        ObjectNode made = (ObjectNode) read(creation);
        ((ObjectNode) made.at("/object_story_spec/link_data")).put("message", "one\ntwo");

        assertThat(creatives.verify(made, creation).verified()).isTrue();
    }

    @Test
    void keepsDifferencesShort() {
        Creation creation = image(
                "{'name': 'Praia', 'link': 'https://example.com/', 'message': '" + "x".repeat(16_000) + "'}",
                GraphFixtures.ACCOUNT);
        ObjectNode made = (ObjectNode) read(creation);
        ((ObjectNode) made.at("/object_story_spec/link_data")).put("message", "y".repeat(16_000));

        assertThat(creatives.verify(made, creation).differences())
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.sent())
                            .hasSize(Comparison.MOST_CHARACTERS + 1)
                            .endsWith("…");
                    assertThat(difference.read())
                            .hasSize(Comparison.MOST_CHARACTERS + 1)
                            .endsWith("…");
                });
    }

    /** The read-back asks for all that was sent. */
    @Test
    void asksForEverythingThatWasSent() {
        GraphRequest read = creatives.readBack("1", imageWithEverything());

        assertThat(String.valueOf(read.fields().get("fields")).split(","))
                .contains("id", "name", "status", "object_story_spec", "url_tags", "adlabels{name}");
        assertThat(read.path()).isEqualTo("1");
    }

    private Creation imageWithEverything() {
        return image(
                INPUT.replace("}", ", 'instagram_user_id': '5', 'url_tags': 'utm_source=x'}"), GraphFixtures.ACCOUNT);
    }

    private static JsonNode read(Creation creation) {
        ObjectNode made = (ObjectNode) made(
                spec(creation).deepCopy(), Labels.of("key", GraphFixtures.NOW).get(0));
        if (creation.request().fields().get("url_tags") instanceof String tags) {
            made.put("url_tags", tags);
        }
        return made.put("status", "ACTIVE");
    }

    @Test
    void doesNotConfirmAnAnswerThatSaysNothing() {
        assertThat(creatives
                        .verify(GraphFixtures.json("{}"), image(INPUT, GraphFixtures.ACCOUNT))
                        .verified())
                .isFalse();
    }

    private Creation image(String input, Account account) {
        return creatives.creation(
                brief(ImageKind.NAME, input, account), new Assets(Map.of("media", Asset.picture("abc"))));
    }

    private Creation video(String input) {
        return creatives.creation(
                brief(VideoKind.NAME, input, GraphFixtures.ACCOUNT),
                new Assets(Map.of("media", Asset.video("9", "abc"))));
    }

    private static Brief brief(String kind, String input, Account account) {
        return new Brief(Kinds.named(kind), GraphFixtures.object(input), false, "francisco", null, account, "key");
    }

    private static JsonNode spec(Creation creation) {
        return (JsonNode) creation.request().fields().get("object_story_spec");
    }

    private static JsonNode made(JsonNode spec, String label) {
        return GraphFixtures.json("{'id': '1', 'name': 'Praia', 'object_story_spec': " + spec
                + ", 'adlabels': [{'id': '2', 'name': '" + label + "'}]}");
    }
}
