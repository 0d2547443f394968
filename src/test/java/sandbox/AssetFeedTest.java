package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.makeCreative;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sandbox.GraphClient.Reply;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

class AssetFeedTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private static final String IDENTITY = "{'page_id':'77','instagram_user_id':'178'}";
    private static final String STORY_RULE =
            rule("'publisher_platforms':['instagram'],'instagram_positions':['story']", "tall", 1);
    private static final String DEFAULT_RULE = rule("", "wide", 2);
    private static final String LINK = "'link_urls':[{'website_url':'https://example.com/'}]";

    private final GraphClient client = SERVER.client();
    private String wide;
    private String tall;

    @BeforeEach
    void uploadImages() {
        wide = Samples.imageHash(client, 1);
        tall = Samples.imageHash(client, 2);
    }

    @Test
    void showsAssetsByPlacement() {
        Reply made = placements(STORY_RULE, DEFAULT_RULE);

        assertThat(made.status()).as(made.toString()).isEqualTo(200);
        Reply read =
                client.get("/" + made.id(), "fields", "asset_feed_spec{asset_customization_rules},object_story_spec");
        assertThat(read.body().at("/asset_feed_spec/asset_customization_rules")).hasSize(2);
        assertThat(read.body().at("/object_story_spec/instagram_user_id").asText())
                .isEqualTo("178");
    }

    @Test
    void needsADefaultRuleOfTheLowestPriority() {
        assertRefused(placements(DEFAULT_RULE), 1885923);
        assertRefused(placements(STORY_RULE, rule(FEED_PLACEMENT, "wide", 2)), 1885923);
        assertRefused(placements(STORY_RULE, rule("", "wide", 0)), 1885923);
        assertRefused(placements(DEFAULT_RULE, DEFAULT_RULE), 1885923);
        assertRefused(feed(images(), LINK, "'optimization_type':'PLACEMENT'"), 1885923);
    }

    @Test
    void labelsOfRulesNameOneAsset() {
        assertRefused(placements(STORY_RULE, rule("", "unknown", 2)), 2446173);
        assertRefused(placements(STORY_RULE, "{'customization_spec':{},'priority':2}"), 0);
        assertRefused(
                placements(
                        STORY_RULE, DEFAULT_RULE.replace("'priority'", "'headline_label':{'name':'wide'},'priority'")),
                0);
        String twice = "'images':[" + image(wide, "wide") + "," + image(tall, "wide") + "]";
        assertRefused(feed(twice, LINK, rules(rule(FEED_PLACEMENT, "wide", 1), DEFAULT_RULE)), 1885878);
    }

    @Test
    void rulesNamePlatformsAndPositions() {
        assertRefused(placements(rule("'instagram_positions':['story']", "tall", 1), DEFAULT_RULE), 0);
        assertRefused(placements(rule("'publisher_platforms':['instagram']", "tall", 1), DEFAULT_RULE), 0);
        assertRefused(
                placements(
                        rule("'publisher_platforms':['facebook'],'facebook_positions':['video_feeds']", "tall", 1),
                        DEFAULT_RULE),
                0);
        assertRefused(placements(rule(FEED_PLACEMENT + ",'interests':[]", "tall", 1), DEFAULT_RULE), 1885985);
    }

    @Test
    void rulesNeedAnOptimizationType() {
        Reply reply = feed(images(), LINK, "'asset_customization_rules':[" + STORY_RULE + "," + DEFAULT_RULE + "]");

        assertThat(reply.error().path("code").asInt()).isEqualTo(2715);
    }

    @Test
    void rulesAllowOneKindOfMediaAndOneDescription() {
        String video = "'videos':[{'video_id':'" + Samples.readyVideoId(client) + "'}]";
        assertRefused(
                makeCreative(
                        client,
                        "object_story_spec",
                        IDENTITY,
                        "asset_feed_spec",
                        "{" + images() + "," + video + "," + LINK + ",'ad_formats':['AUTOMATIC_FORMAT'],"
                                + rules(STORY_RULE, DEFAULT_RULE) + "}"),
                0);
        assertRefused(
                feed(images(), LINK, "'descriptions':[{'text':'a'},{'text':'b'}]", rules(STORY_RULE, DEFAULT_RULE)), 0);
    }

    @Test
    void anExistingPostHasNoRules() {
        assertRefused(
                makeCreative(
                        client,
                        "object_story_id",
                        "77_1",
                        "asset_feed_spec",
                        "{" + images() + ",'ad_formats':['SINGLE_IMAGE']," + rules(STORY_RULE, DEFAULT_RULE) + "}"),
                0);
    }

    @Test
    void languagesNeedADefault() {
        String english = "{'customization_spec':{'locales':[6]},'image_label':{'name':'wide'}}";
        String german = "{'customization_spec':{'locales':[5]},'image_label':{'name':'tall'},'is_default':true}";
        String language = "'optimization_type':'LANGUAGE','asset_customization_rules':[" + english + ",";

        assertThat(feed(images(), LINK, language + german + "]").status()).isEqualTo(200);
        assertRefused(feed(images(), LINK, language + german.replace(",'is_default':true", "") + "]"), 1885923);
    }

    @Test
    void assetsDiffer() {
        assertRefused(feed("'images':[{'hash':'" + wide + "'},{'hash':'" + wide + "'}]", LINK), 1815629);
        assertRefused(feed(images(), LINK, "'bodies':[{'text':'a'},{'text':'a'}]"), 1815629);
    }

    @Test
    void hasLimits() {
        assertRefused(feed(images(), LINK, texts("bodies", 6, 5)), 0);
        assertRefused(feed(images(), LINK, "'bodies':[{'text':'" + "x".repeat(1025) + "'}]"), 0);
        assertRefused(feed(images(), LINK, "'titles':[{'text':'" + "x".repeat(256) + "'}]"), 0);
        assertThat(feed(images(), LINK, "'titles':[{'text':'" + "é".repeat(255) + "'}],'descriptions':[{'text':' '}]")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void hasThirtyAssetsInAll() {
        String pictures = IntStream.range(10, 20)
                .mapToObj(seed -> "{'hash':'" + Samples.imageHash(client, seed) + "'}")
                .collect(Collectors.joining(",", "'images':[", "]"));
        String links = IntStream.range(0, 5)
                .mapToObj(i -> "{'website_url':'https://example.com/" + i + "'}")
                .collect(Collectors.joining(",", "'link_urls':[", "]"));
        String buttons = "'call_to_action_types':['LEARN_MORE','SHOP_NOW','SIGN_UP','BUY_NOW','GET_OFFER']";

        assertRefused(
                feed(
                        pictures,
                        links,
                        texts("bodies", 5, 5),
                        texts("titles", 5, 5),
                        texts("descriptions", 1, 5),
                        buttons),
                0);
        assertThat(feed(pictures, links, texts("bodies", 5, 5), texts("titles", 5, 5), buttons)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void hasExactlyOneFormatThatFits() {
        assertRefused(withFormats("'SINGLE_IMAGE','CAROUSEL'"), 0);
        assertRefused(withFormats(""), 0);
        assertRefused(withFormats("'SINGLE_VIDEO'"), 0);
        assertRefused(withFormats("'HOLOGRAM'"), 0);
        assertRefused(feedOf("'images':[{'hash':'" + wide + "'}]," + LINK + ",'ad_formats':['CAROUSEL_IMAGE']"), 0);
        assertThat(withFormats("'CAROUSEL_IMAGE'").status()).isEqualTo(200);
    }

    @Test
    void refusesMembersThatFeedsLack() {
        assertRefused(feed(images(), LINK, "'url_tags':'a=b'"), 0);
        assertRefused(feed(images(), LINK, "'optimization_type':'LUCK'"), 0);
        assertRefused(feed(images(), "'link_urls':[{'display_url':'example.com'}]"), 2446383);
        assertRefused(feed(images(), LINK, "'call_to_action_types':['DANCE']"), 1373054);
        assertThat(makeCreative(
                                client,
                                "object_story_spec",
                                IDENTITY,
                                "url_tags",
                                "a=b",
                                "asset_feed_spec",
                                "{" + images() + "," + LINK + ",'ad_formats':['SINGLE_IMAGE']}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void mediaExist() {
        assertRefused(feed("'images':[{'hash':'" + wide + "','image_hash':'" + wide + "'}]", LINK), 0);
        assertRefused(feed("'images':[{'hash':'0123456789abcdef0123456789abcdef'}]", LINK), 2446386);
        assertRefused(feed("'images':[{'url':'https://host.invalid/a.png'}]", LINK), 3858258);
        client.settings("{\"video_processing_ms\":60000}");
        assertRefused(
                feedOf("'videos':[{'video_id':'" + Samples.videoId(client) + "'}]," + LINK
                        + ",'ad_formats':['SINGLE_VIDEO']"),
                1885252);
    }

    @Test
    void textsAreAddedToAnOrdinaryPost() {
        String post = "{'page_id':'77','link_data':{'link':'https://example.com/','image_hash':'" + wide + "'}}";
        String texts = texts("bodies", 2, 5) + "," + texts("titles", 2, 5);
        String combined = ",'optimization_type':'DEGREES_OF_FREEDOM'}";

        assertThat(makeCreative(
                                client,
                                "object_story_spec",
                                post,
                                "asset_feed_spec",
                                "{'images':[{'hash':'" + wide + "'}]," + texts + combined)
                        .status())
                .isEqualTo(200);
        assertRefused(
                makeCreative(client, "object_story_spec", IDENTITY, "asset_feed_spec", "{" + texts + combined),
                2061015);
        assertRefused(
                makeCreative(
                        client, "object_story_spec", post, "asset_feed_spec", "{" + texts("bodies", 2, 5) + combined),
                1885817);
    }

    @Test
    void textsOfAVideoNeedALinkAndNoSecondVideo() {
        String video = Samples.readyVideoId(client);
        String texts = "{'videos':[{'video_id':'" + video + "','thumbnail_hash':'" + wide + "'}],"
                + texts("bodies", 2, 5) + "," + texts("titles", 2, 5) + "," + LINK
                + ",'ad_formats':['SINGLE_VIDEO'],'call_to_action_types':['LEARN_MORE'],"
                + "'optimization_type':'DEGREES_OF_FREEDOM'}";
        String film = "{'page_id':'77','video_data':{'video_id':'" + video + "','image_hash':'" + wide + "'}}";

        assertRefused(makeCreative(client, "object_story_spec", IDENTITY, "asset_feed_spec", texts), 2061015);
        assertRefused(makeCreative(client, "object_story_spec", film, "asset_feed_spec", texts), 1443048);
        assertThat(makeCreative(
                                client,
                                "object_story_spec",
                                "{'page_id':'77','link_data':{'link':'https://example.com/'}}",
                                "asset_feed_spec",
                                texts)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void thePostDoesNotShowAnImageOfTheFeed() {
        assertRefused(
                makeCreative(
                        client,
                        "object_story_spec",
                        "{'page_id':'77','link_data':{'link':'https://example.com/','image_hash':'" + wide + "'}}",
                        "asset_feed_spec",
                        "{" + images() + "," + LINK + ",'ad_formats':['SINGLE_IMAGE'],"
                                + rules(STORY_RULE, DEFAULT_RULE) + "}"),
                1443048);
    }

    @Test
    void aFeedNeedsThePageThatPosts() {
        assertRefused(
                makeCreative(
                        client, "asset_feed_spec", "{" + images() + "," + LINK + ",'ad_formats':['SINGLE_IMAGE']}"),
                1443048);
    }

    private static final String FEED_PLACEMENT = "'publisher_platforms':['facebook'],'facebook_positions':['feed']";

    private Reply placements(String... placementRules) {
        return feed(images(), LINK, rules(placementRules));
    }

    private static String rules(String... rules) {
        return "'optimization_type':'PLACEMENT','asset_customization_rules':[" + String.join(",", rules) + "]";
    }

    private static String rule(String placements, String label, int priority) {
        return "{'customization_spec':{" + placements + "},'image_label':{'name':'" + label + "'},'priority':"
                + priority + "}";
    }

    private String images() {
        return "'images':[" + image(wide, "wide") + "," + image(tall, "tall") + "]";
    }

    private static String image(String hash, String label) {
        return "{'hash':'" + hash + "','adlabels':[{'name':'" + label + "'}]}";
    }

    private static String texts(String sort, int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'text':'" + String.valueOf((char) ('a' + i)).repeat(length) + "'}")
                .collect(Collectors.joining(",", "'" + sort + "':[", "]"));
    }

    private Reply withFormats(String formats) {
        return feedOf(images() + "," + LINK + ",'ad_formats':[" + formats + "]");
    }

    private Reply feed(String... members) {
        return feedOf(String.join(",", members) + ",'ad_formats':['SINGLE_IMAGE']");
    }

    private Reply feedOf(String members) {
        return makeCreative(client, "object_story_spec", IDENTITY, "asset_feed_spec", "{" + members + "}");
    }

    private static void assertRefused(Reply reply, int subcode) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.error().path("code").asInt()).isEqualTo(100);
        assertThat(reply.error().path("error_subcode").asInt()).isEqualTo(subcode);
    }
}
