package creatives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import failures.FieldError;
import failures.Rejected;
import graph.Creation;
import graph.GraphFixtures;
import graph.GraphRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

/** What each kind of creative is in Meta's parameters. */
class KindsTest {

    private static final Creatives CREATIVES = new Creatives(GraphFixtures.MAPPER, new Enhancements("v26.0"));
    private static final Asset PICTURE = Asset.picture("abc");
    private static final Asset OTHER = Asset.picture("def");
    private static final Asset VIDEO = Asset.video("9", null).withFrame("https://frames.example/9.jpg");

    @Test
    void putsTheCardsOfACarouselIntoLinkData() {
        Creation creation = creation("carousel", """
                {'name': 'Cards', 'link': 'https://a.com/', 'message': 'Hi', 'display_link': 'a.com', 'keep_order': true,
                 'cards': [{'media': {'image_hash': 'abc'}, 'headline': 'One'},
                           {'media': {'video_id': '9'}, 'link': 'https://a.com/2', 'fixed': true,
                            'call_to_action': 'SHOP_NOW'}]}
                """, Map.of("cards.0.media", PICTURE, "cards.1.media", VIDEO));

        assertThat(field(creation, "object_story_spec")).isEqualTo(GraphFixtures.json("""
                {'page_id': '77', 'link_data': {'link': 'https://a.com/', 'message': 'Hi', 'caption': 'a.com',
                 'call_to_action': {'type': 'LEARN_MORE', 'value': {'link': 'https://a.com/'}},
                 'multi_share_optimized': false, 'multi_share_end_card': true,
                 'child_attachments': [
                   {'link': 'https://a.com/', 'name': 'One', 'image_hash': 'abc',
                    'call_to_action': {'type': 'LEARN_MORE', 'value': {'link': 'https://a.com/'}}},
                   {'link': 'https://a.com/2', 'video_id': '9', 'picture': 'https://frames.example/9.jpg',
                    'call_to_action': {'type': 'SHOP_NOW', 'value': {'link': 'https://a.com/2'}}, 'static_card': true}]}}
                """));
    }

    /** Without their names Meta shortens the list of cards. */
    @Test
    void namesTheCardsWhenItReadsThemBack() {
        Creation creation = creation("carousel", """
                {'name': 'Cards', 'link': 'https://a.com/',
                 'cards': [{'media': {'image_hash': 'abc'}}, {'media': {'image_hash': 'def'}}]}
                """, Map.of("cards.0.media", PICTURE, "cards.1.media", OTHER));

        GraphRequest read = CREATIVES.readBack("1", creation);

        assertThat(String.valueOf(read.fields().get("fields")))
                .contains("object_story_spec{page_id,link_data{link,", "child_attachments")
                .doesNotContain("object_story_spec,");
    }

    @Test
    void writesTheRulesOfPlacementsWithTheRestLast() {
        Creation creation = creation("placements", """
                {'name': 'Everywhere', 'link': 'https://a.com/', 'message': 'Hi', 'headline': 'Coffee',
                 'default': {'media': {'image_hash': 'abc'}},
                 'rules': [{'preset': 'right_column', 'media': {'image_hash': 'def'}, 'message': 'Here'}]}
                """, Map.of("default.media", PICTURE, "rules.0.media", OTHER));

        assertThat(field(creation, "object_story_spec")).isEqualTo(GraphFixtures.json("{'page_id': '77'}"));
        assertThat(field(creation, "asset_feed_spec")).isEqualTo(GraphFixtures.json("""
                {'images': [{'hash': 'def', 'adlabels': [{'name': 'asset-media-1'}]},
                            {'hash': 'abc', 'adlabels': [{'name': 'asset-media-2'}]}],
                 'bodies': [{'text': 'Here', 'adlabels': [{'name': 'asset-body-1'}]},
                            {'text': 'Hi', 'adlabels': [{'name': 'asset-body-2'}]}],
                 'titles': [{'text': 'Coffee', 'adlabels': [{'name': 'asset-title-1'}]}],
                 'link_urls': [{'website_url': 'https://a.com/', 'adlabels': [{'name': 'asset-link-1'}]}],
                 'call_to_action_types': ['LEARN_MORE'], 'ad_formats': ['SINGLE_IMAGE'],
                 'optimization_type': 'PLACEMENT',
                 'asset_customization_rules': [
                   {'customization_spec': {'publisher_platforms': ['facebook'],
                                           'facebook_positions': ['right_hand_column']},
                    'image_label': {'name': 'asset-media-1'}, 'body_label': {'name': 'asset-body-1'},
                    'title_label': {'name': 'asset-title-1'}, 'link_url_label': {'name': 'asset-link-1'}, 'priority': 1},
                   {'customization_spec': {},
                    'image_label': {'name': 'asset-media-2'}, 'body_label': {'name': 'asset-body-2'},
                    'title_label': {'name': 'asset-title-1'}, 'link_url_label': {'name': 'asset-link-1'}, 'priority': 2}]}
                """));
    }

    /** Two references may name the same picture, which Meta takes once in a feed (1815629). */
    @Test
    void sharesTheLabelOfAPictureThatIsNamedTwice() {
        Creation creation = creation("placements", """
                {'name': 'Everywhere', 'link': 'https://a.com/', 'default': {'media': {'image_hash': 'abc'}},
                 'rules': [{'preset': 'feed', 'media': {'media_id': '0d9c5a3e-1f7b-4a52-8c66-5b1d2e3f4a50'}}]}
                """, Map.of("default.media", PICTURE, "rules.0.media", PICTURE));

        JsonNode feed = field(creation, "asset_feed_spec");
        assertThat(feed.path("images").size()).isEqualTo(1);
        assertThat(feed.findValues("image_label")).hasSize(2).containsOnly(feed.at("/images/0/adlabels/0"));
    }

    @Test
    void refusesMoreDifferentTextsThanMetaTakes() {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            rules.append(i == 0 ? "" : ",")
                    .append("{'placements': {'publisher_platforms': ['facebook'], 'facebook_positions': ['p" + i
                            + "']}," + " 'media': {'image_hash': 'h" + i + "'}, 'message': 'm" + i + "'}");
        }
        Brief brief = brief(
                "placements",
                "{'name': 'x', 'link': 'https://a.com/', 'default': {'media':" + " {'image_hash': 'abc'}}, 'rules': ["
                        + rules + "]}");

        Rejected refused = catchThrowableOfType(Rejected.class, () -> CREATIVES.check(brief));

        assertThat(refused.errors()).extracting(FieldError::pointer).containsExactly("/rules");
    }

    @Test
    void keepsALeadFormInTheFeedOfTexts() {
        Creation creation = creation("video", """
                {'name': 'Film', 'destination': {'type': 'lead_form', 'lead_gen_form_id': '5'},
                 'messages': ['a', 'b'], 'headline': 'c', 'media': {'video_id': '9'}}
                """, Map.of("media", VIDEO));

        JsonNode feed = field(creation, "asset_feed_spec");
        assertThat(feed.path("call_to_actions"))
                .isEqualTo(GraphFixtures.json("[{'type': 'LEARN_MORE', 'value': {'lead_gen_form_id': '5'}}]"));
        assertThat(feed.has("call_to_action_types")).isFalse();
        assertThat(feed.at("/videos/0/thumbnail_url").asText()).startsWith("https://frames");
        assertThat(field(creation, "object_story_spec").path("link_data"))
                .isEqualTo(GraphFixtures.json("{'link': 'https://fb.me/'}"));
    }

    @Test
    void givesAVideoForLeadsTheLinkThatItNeeds() {
        Creation creation = creation("video", """
                {'name': 'Film', 'destination': {'type': 'lead_form', 'lead_gen_form_id': '5'},
                 'media': {'video_id': '9'}}
                """, Map.of("media", VIDEO));

        assertThat(field(creation, "object_story_spec").at("/video_data/call_to_action/value"))
                .isEqualTo(GraphFixtures.json("{'lead_gen_form_id': '5', 'link': 'https://fb.me/'}"));
    }

    /** An {@code object_story_spec} beside a post is refused (2061015, 1487929). */
    @Test
    void namesAPostAlone() {
        assertThat(creation("post", "{'name': 'P', 'object_story_id': '77_1'}", Map.of())
                        .request()
                        .fields())
                .containsOnlyKeys("name", "object_story_id");
        assertThat(creation(
                                "post",
                                "{'name': 'P', 'instagram_media_id': '5', 'link': 'https://a.com/', 'call_to_action':"
                                        + " 'SHOP_NOW'}",
                                Map.of())
                        .request()
                        .fields())
                .containsOnlyKeys("name", "source_instagram_media_id", "object_id", "call_to_action");
    }

    @ParameterizedTest
    @CsvSource({
        "v26.0, image, image_touchups image_end_card, video_filtering carousel_to_video pac_recomposition",
        "v25.0, image, image_touchups, image_end_card",
        "v26.0, video, video_filtering, image_touchups",
        "v26.0, carousel, carousel_to_video video_filtering image_touchups, pac_recomposition",
        "v26.0, placements, pac_recomposition, carousel_to_video"
    })
    void optsOutOfWhatTheVersionKnowsForTheKind(String version, String kind, String some, String others) {
        assertThat(new Enhancements(version).off(kind))
                .contains(some.split(" "))
                .doesNotContain(others.split(" "))
                .doesNotContain("standard_enhancements", "contextual_multi_ads");
    }

    /** What Meta does not grant is missing on the read-back. */
    @Test
    void reportsAnEnhancementThatMetaDidNotGrant() {
        Creation creation = creation(
                "image",
                "{'name': 'P', 'link': 'https://a.com/', 'media': {'image_hash': 'abc'}, 'enhancements':"
                        + " {'text_generation': 'OPT_IN', 'image_touchups': 'OPT_OUT'}}",
                Map.of("media", PICTURE));
        JsonNode read = GraphFixtures.json("{'name': 'P', 'object_story_spec': "
                + field(creation, "object_story_spec")
                + ", 'degrees_of_freedom_spec': {'creative_features_spec': {'image_touchups': {'enroll_status':"
                + " 'OPT_OUT'}, 'standard_enhancements': {'enroll_status': 'OPT_OUT'}}}}");

        Verification verification = CREATIVES.verify(read, creation);

        assertThat(verification.verified()).isFalse();
        assertThat(verification.differences())
                .extracting(difference -> difference.path())
                .containsExactly("degrees_of_freedom_spec.creative_features_spec.text_generation");
        assertThat(verification.enhancements()).containsEntry("image_touchups", "OPT_OUT");
    }

    private static Creation creation(String kind, String input, Map<String, Asset> assets) {
        return CREATIVES.creation(brief(kind, input), new Assets(assets));
    }

    private static Brief brief(String kind, String input) {
        return new Brief(
                Kinds.named(kind), GraphFixtures.object(input), false, "francisco", null, GraphFixtures.ACCOUNT, "key");
    }

    private static JsonNode field(Creation creation, String name) {
        return (JsonNode) creation.request().fields().get(name);
    }

    /** The names that the documentation and the contract use. */
    @Test
    void areFive() {
        assertThat(Creatives.kinds()).isEqualTo(List.of("image", "video", "carousel", "placements", "post"));
    }
}
