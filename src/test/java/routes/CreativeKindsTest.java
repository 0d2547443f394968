package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import local.TestMedia;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.TestClients.TestClient;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import jakarta.inject.Inject;

/** Creatives of every kind with media that were uploaded before, made at once or by a job. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class CreativeKindsTest {

    private static final String LINK = "https://example.com/coffee";

    @Inject
    TestClients clients;

    @Inject
    MediaRows media;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.resetWithoutProcessing();
        client = clients.register();
    }

    // media

    @Test
    void showsAPictureThatWasUploadedBefore() {
        String picture = media.picture(client);

        create("image", image(picture))
                .then()
                .statusCode(201)
                .body("verified", equalTo(true), "$", not(hasKey("warnings")));
        assertThat(SandboxControl.calls(client, "POST", "adimages")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/creatives/image", "/v1/jobs/creatives/image"})
    void knowsNoMediaOfOtherClients(String path) {
        String foreign = media.picture(clients.register());

        ServiceApi.post(path, image(foreign))
                .then()
                .statusCode(404)
                .body(
                        "errors.pointer",
                        contains("/media"),
                        "detail",
                        equalTo("There is no medium '" + foreign + "' of this client."));
        ServiceApi.post(path, image(UUID.randomUUID().toString())).then().statusCode(404);
    }

    @Test
    void wantsMediaOfTheAdAccountAndOfTheKind() {
        String moved = media.picture(client);
        media.moveAway(moved);
        String film = media.insert(client, "video", "ready", null, "12", null);
        String failed = media.insert(client, "image", "failed", null, null, null);

        for (String unfit : List.of(moved, film, failed)) {
            create("image", image(unfit))
                    .then()
                    .statusCode(422)
                    .body("type", equalTo("/problems/preflight"), "errors.pointer", contains("/media"));
        }
        assertThat(SandboxControl.calls(client, "POST", "adcreatives")).hasSize(1);
    }

    @Test
    void saysWhichMediaAreNotReady() {
        String ready = media.picture(client);
        String pending = media.insert(client, null, "downloading", null, null, null);

        create("carousel", carousel(card(ready), card(pending)))
                .then()
                .statusCode(409)
                .body(
                        "type",
                        equalTo("/problems/media-not-ready"),
                        "errors.pointer",
                        contains("/cards/1/media"),
                        "errors[0].detail",
                        equalTo("The medium is downloading."));
    }

    @Test
    void showsAVideoWithItsStillPicture() {
        create("video", video(media.video(client, true)))
                .then()
                .statusCode(201)
                .body("verified", equalTo(true), "$", hasKey("video_id"));

        JsonNode data = made().at("/object_story_spec/video_data");
        assertThat(data.path("image_hash").asText()).isNotEmpty();
        assertThat(data.path("title").asText()).isEqualTo("Coffee");
        assertThat(SandboxControl.calls(client, "GET", "thumbnails")).isEmpty();
    }

    /** What Meta shows before a video is ready is a placeholder, which would stay for good. */
    @Test
    void showsAVideoWithTheFrameThatMetaPrefers() {
        create("video", video(media.video(client, false)))
                .then()
                .statusCode(201)
                .body("verified", equalTo(true));

        assertThat(made().at("/object_story_spec/video_data/image_url").asText())
                .startsWith("http");
    }

    @Test
    void knowsNoVideoThatMetaDoesNotKnow() {
        Map<String, Object> body = video(null);
        body.put("media", Map.of("video_id", "123456"));

        create("video", body)
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/preflight"), "errors.pointer", contains("/media"));
    }

    @Test
    void combinesTextsWithAVideo() {
        Map<String, Object> body = video(media.video(client, true));
        body.remove("headline");
        body.put("messages", List.of("One", "Two"));
        body.put("headlines", List.of("Coffee", "Fresh coffee"));

        create("video", body).then().statusCode(201).body("verified", equalTo(true));

        JsonNode creative = made();
        assertThat(creative.at("/object_story_spec/link_data").toString()).isEqualTo("{\"link\":\"" + LINK + "\"}");
        assertThat(creative.at("/asset_feed_spec/ad_formats/0").asText()).isEqualTo("SINGLE_VIDEO");
        assertThat(creative.at("/asset_feed_spec/link_urls/0/website_url").asText())
                .isEqualTo(LINK);
        assertThat(creative.at("/asset_feed_spec/videos/0/thumbnail_hash").asText())
                .isNotEmpty();
    }

    // carousel

    @Test
    void makesACarouselOfPicturesAndVideos() {
        Map<String, Object> film = card(media.video(client, false));
        film.put("fixed", true);
        film.put("link", LINK + "/filter");
        film.put("headline", "Filter");
        Map<String, Object> body = carousel(card(media.picture(client)), film);
        body.put("keep_order", true);
        body.put("end_card", false);

        create("carousel", body).then().statusCode(201).body("verified", equalTo(true));

        JsonNode link = made().at("/object_story_spec/link_data");
        assertThat(link.path("multi_share_optimized").asBoolean()).isFalse();
        assertThat(link.path("multi_share_end_card").asBoolean()).isFalse();
        JsonNode cards = link.path("child_attachments");
        assertThat(cards.size()).isEqualTo(2);
        assertThat(cards.at("/0/link").asText()).isEqualTo(LINK);
        assertThat(cards.at("/1/link").asText()).isEqualTo(LINK + "/filter");
        assertThat(cards.at("/1/call_to_action/value/link").asText()).isEqualTo(LINK + "/filter");
        assertThat(cards.at("/1/static_card").asBoolean()).isTrue();
        assertThat(cards.at("/1").has("video_id")).isTrue();
        assertThat(cards.at("/1/picture").asText()).startsWith("http");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 11})
    void countsTheCards(int count) {
        List<Map<String, Object>> cards = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cards.add(card(UUID.randomUUID().toString()));
        }

        create("carousel", carousel(cards.toArray(new Map[0])))
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/cards"));
    }

    /** All faults at once, in the names of this API. */
    @Test
    void saysWhatIsWrongWithWhichCard() {
        Map<String, Object> first = card(UUID.randomUUID().toString());
        first.put("call_to_action", "CALL_NOW");
        Map<String, Object> second = card(UUID.randomUUID().toString());
        second.put("media", Map.of("image_hash", "a", "video_id", "1"));
        Map<String, Object> body = carousel(first, second);
        body.put("messages", List.of("a", "b"));

        ServiceApi.post("/v1/jobs/creatives/carousel", body).then().statusCode(400);
        body.remove("messages");
        second.put("media", Map.of("image_hash", "a"));
        second.put("call_to_action", "WHATSAPP_MESSAGE");
        create("carousel", body)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/cards/0/call_to_action", "/cards/1/call_to_action"));
        assertThat(SandboxControl.calls(client, "POST", "adcreatives")).isEmpty();
    }

    @Test
    void putsOneLeadFormOnAllCards() {
        Map<String, Object> body = carousel(card(media.picture(client)), card(media.picture(client)));
        body.remove("link");
        body.put("destination", Map.of("type", "lead_form", "lead_gen_form_id", "99"));
        body.put("call_to_action", "SIGN_UP");

        create("carousel", body).then().statusCode(201);

        JsonNode link = made().at("/object_story_spec/link_data");
        assertThat(link.findValuesAsText("lead_gen_form_id")).hasSize(3).containsOnly("99");
    }

    @Test
    void wantsThreeCardsForAnAppAndNoEndCard() {
        Map<String, Object> body = carousel(card(media.picture(client)), card(media.picture(client)));
        body.remove("link");
        body.put("destination", Map.of("type", "app", "app_store_url", "https://apps.apple.com/app/id1"));
        body.put("end_card", true);

        create("carousel", body).then().statusCode(422).body("errors.pointer", contains("/cards", "/end_card"));
    }

    @Test
    void warnsOfCardsOfDifferentRatios() {
        String square = media.picture(client);
        media.setSize(square, 1080, 1080);
        String tall = media.picture(client, hashOf());
        media.setSize(tall, 1080, 1920);

        create("carousel", carousel(card(square), card(tall)))
                .then()
                .statusCode(201)
                .body("warnings.code", contains("card-full-screen", "card-ratios-differ"));
    }

    // placements

    @Test
    void showsAnotherPictureInStories() {
        String square = media.picture(client);
        String tall = media.picture(client, other());
        Map<String, Object> rule = rule(tall);
        rule.put("preset", "stories_and_reels");
        rule.put("message", "Swipe up");

        create("placements", placements(square, rule)).then().statusCode(201).body("verified", equalTo(true));

        JsonNode feed = made().path("asset_feed_spec");
        JsonNode rules = feed.path("asset_customization_rules");
        assertThat(feed.path("optimization_type").asText()).isEqualTo("PLACEMENT");
        assertThat(rules.size()).isEqualTo(2);
        assertThat(rules.at("/0/customization_spec/instagram_positions/0").asText())
                .isEqualTo("story");
        assertThat(rules.at("/1/customization_spec").size()).isZero();
        assertThat(rules.at("/1/priority").asInt())
                .isGreaterThan(rules.at("/0/priority").asInt());
        assertThat(feed.path("bodies").size()).isEqualTo(2);
        assertThat(feed.path("images").size()).isEqualTo(2);
        assertThat(feed.path("link_urls").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"facebook_positions":["story"]}                                                          | 400 | /rules/0/placements/publisher_platforms
            {"publisher_platforms":[],"facebook_positions":["story"]}                                 | 422 | /rules/0/placements/publisher_platforms
            {"publisher_platforms":["facebook","instagram"],"facebook_positions":["story"]}           | 422 | /rules/0/placements/instagram_positions
            {"publisher_platforms":["instagram"],"instagram_positions":["explore"]}                   | 422 | /rules/0/placements/instagram_positions
            {"publisher_platforms":["facebook"],"facebook_positions":["video_feeds"]}                 | 422 | /rules/0/placements/facebook_positions
            {"publisher_platforms":["facebook"],"facebook_positions":["feed"],"threads_positions":["threads_stream"]} | 422 | /rules/0/placements/threads_positions
            """)
    void saysWhichPlacementIsWrong(String placements, int status, String pointer) throws Exception {
        Map<String, Object> rule = rule(UUID.randomUUID().toString());
        rule.put("placements", new ObjectMapper().readValue(placements, Map.class));

        create("placements", placements(UUID.randomUUID().toString(), rule))
                .then()
                .statusCode(status)
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void refusesARuleThatChangesNothingAndPicturesBesideVideos() {
        String square = media.picture(client);
        Map<String, Object> same = rule(square);
        same.put("preset", "feed");
        create("placements", placements(square, same))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/rules/0/media"));

        Map<String, Object> film = rule(media.insert(client, "video", "ready", null, "12", "abc"));
        film.put("preset", "stories_and_reels");
        create("placements", placements(square, film))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/rules/0/media"));
    }

    @Test
    void wantsPlacementsOrAPreset() {
        create(
                        "placements",
                        placements(
                                UUID.randomUUID().toString(),
                                rule(UUID.randomUUID().toString())))
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/rules/0/placements"));
    }

    // post

    @Test
    void showsAPostThatExists() {
        String post = client.pageId() + "_123";

        create("post", ServiceApi.body(client, "name", "Post", "object_story_id", post))
                .then()
                .statusCode(201)
                .body("verified", equalTo(true), "effective_object_story_id", equalTo(post));
        assertThat(made().has("object_story_spec")).isFalse();
    }

    @Test
    void warnsOfAPostOfAnotherPage() {
        create("post", ServiceApi.body(client, "name", "Post", "object_story_id", "1_123"))
                .then()
                .statusCode(201)
                .body("warnings.code", contains("post-of-another-page"));
    }

    @Test
    void showsAPostOfInstagramUnlessInstagramSaysNo() {
        Map<String, Object> body = ServiceApi.body(client, "name", "Post", "instagram_media_id", "555");
        create("post", body).then().statusCode(201);
        assertThat(made().path("source_instagram_media_id").asText()).isEqualTo("555");

        SandboxControl.set("instagram_media", Map.of("556", "It uses licensed music."));
        body.put("instagram_media_id", "556");
        Response refused = create("post", body);
        refused.then()
                .statusCode(422)
                .body("type", equalTo("/problems/preflight"), "errors.pointer", contains("/instagram_media_id"));
        assertThat(refused.<String>path("detail")).contains("licensed music");
    }

    @Test
    void wantsOnePost() {
        create("post", ServiceApi.body(client, "name", "Post"))
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/object_story_id"));
        create("post", ServiceApi.body(client, "name", "Post", "object_story_id", "1_2", "instagram_media_id", "3"))
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/object_story_id"));
    }

    // jobs

    @ParameterizedTest
    @ValueSource(strings = {"image", "video", "carousel", "placements", "post"})
    void makesEveryKindByAJob(String kind) {
        Map<String, Object> body =
                switch (kind) {
                    case "image" -> image(media.picture(client));
                    case "video" -> video(media.video(client, false));
                    case "carousel" -> carousel(card(media.picture(client)), card(media.video(client, true)));
                    case "placements" -> {
                        Map<String, Object> rule = rule(media.picture(client, other()));
                        rule.put("preset", "stories_and_reels");
                        yield placements(media.picture(client), rule);
                    }
                    default -> ServiceApi.body(client, "name", "Post", "object_story_id", client.pageId() + "_1");
                };
        body.put("enhancements", "off");

        Response job =
                ServiceApi.awaitSuccess(ServiceApi.id(ServiceApi.post("/v1/jobs/creatives/" + kind, body), "job_id"));

        assertThat(job.<String>path("type")).isEqualTo("creative");
        assertThat(job.<Boolean>path("result.verified")).as(job.asString()).isTrue();
        assertThat(job.<String>path("result.creative_id"))
                .isEqualTo(made().path("id").asText());
        assertThat(job.<Map<String, String>>path("result.enhancements")).containsEntry("text_optimizations", "OPT_OUT");
        assertThat(SandboxControl.calls(client, "POST", "adcreatives").size())
                .as("made once")
                .isEqualTo(SandboxControl.objects("adcreatives", client).size());
    }

    @Test
    void waitsForItsMediaWithoutAWorker() {
        media.picture(client);
        String hash = hashOf();
        String pending = media.insert(client, null, "pending", null, null, null);
        String id = ServiceApi.id(ServiceApi.post("/v1/jobs/creatives/image", image(pending)), "job_id");

        Response waiting = ServiceApi.awaitJob(id, "waiting", job -> "media".equals(job.path("waiting_for")));
        assertThat(waiting.<String>path("step")).isEqualTo("await_media");
        assertThat(waiting.<Integer>path("attempts")).isEqualTo(1);

        media.set(pending, "ready", hash);
        Response job = ServiceApi.awaitSuccess(id);
        assertThat(job.<Integer>path("attempts")).isEqualTo(1);
        assertThat(job.<Boolean>path("result.verified")).isTrue();
    }

    @Test
    void failsWhenAMediumFails() {
        String pending = media.insert(client, "image", "pending", null, null, null);
        String id = ServiceApi.id(ServiceApi.post("/v1/jobs/creatives/image", image(pending)), "job_id");
        ServiceApi.awaitJob(id, "waiting", job -> "media".equals(job.path("waiting_for")));

        media.set(pending, "failed", null);

        Response job = ServiceApi.awaitStatus(id, "failed");
        assertThat(job.<String>path("error.type")).isEqualTo("/problems/preflight");
        assertThat(job.<List<String>>path("error.errors.pointer")).containsExactly("/media");
        assertThat(job.<Integer>path("attempts")).isEqualTo(1);
    }

    /** The video is chosen by its id in the form, too. */
    @Test
    void takesAMediumInTheFormOfAVideo() {
        String id = ServiceApi.id(
                ServiceApi.form(client, "Film")
                        .multiPart("media_id", media.video(client, true))
                        .post("/v1/jobs/creatives/video"),
                "job_id");

        assertThat(ServiceApi.awaitSuccess(id).<String>path("type")).isEqualTo("creative");
    }

    @Test
    void takesNoThumbnailFileBesideAMedium() {
        ServiceApi.form(client, "Film")
                .multiPart("media_id", UUID.randomUUID().toString())
                .multiPart("thumbnail", "still.png", TestMedia.picture())
                .post("/v1/jobs/creatives/video")
                .then()
                .statusCode(400)
                .body("errors.field", contains("thumbnail"));
        ServiceApi.form(client, "Film")
                .multiPart("media_id", UUID.randomUUID().toString())
                .multiPart("video", "film.mp4", TestMedia.video())
                .post("/v1/jobs/creatives/video")
                .then()
                .statusCode(400)
                .body("errors.field", contains("media_id"));
    }

    @Test
    void takesAMediumInTheFormOfAnImage() {
        ServiceApi.form(client, "Praia 2")
                .multiPart("media_id", media.picture(client))
                .multiPart("enhancements", "off")
                .post("/v1/creatives/image")
                .then()
                .statusCode(201);
        ServiceApi.form(client, "Praia")
                .multiPart("media_id", UUID.randomUUID().toString())
                .post("/v1/creatives/image")
                .then()
                .statusCode(404)
                .body("errors.field", contains("media_id"));
    }

    // helpers

    private Response create(String kind, Map<String, Object> body) {
        return ServiceApi.post("/v1/creatives/" + kind, body);
    }

    private Map<String, Object> image(String mediaId) {
        return ServiceApi.body(client, "name", "Coffee, picture", "link", LINK, "media", Map.of("media_id", mediaId));
    }

    private Map<String, Object> video(String mediaId) {
        Map<String, Object> body = ServiceApi.body(client, "name", "Coffee, video", "link", LINK, "headline", "Coffee");
        if (mediaId != null) {
            body.put("media", Map.of("media_id", mediaId));
        }
        return body;
    }

    @SafeVarargs
    private Map<String, Object> carousel(Map<String, Object>... cards) {
        return ServiceApi.body(client, "name", "Coffee, cards", "link", LINK, "message", "Hi", "cards", cards);
    }

    private static Map<String, Object> card(String mediaId) {
        return new HashMap<>(Map.of("media", Map.of("media_id", mediaId)));
    }

    @SafeVarargs
    private Map<String, Object> placements(String mediaId, Map<String, Object>... rules) {
        return ServiceApi.body(
                client,
                "name",
                "Coffee, everywhere",
                "link",
                LINK,
                "message",
                "Hi",
                "default",
                Map.of("media", Map.of("media_id", mediaId)),
                "rules",
                rules);
    }

    private static Map<String, Object> rule(String mediaId) {
        return new HashMap<>(Map.of("media", Map.of("media_id", mediaId)));
    }

    /** The hash of another picture in the ad account. */
    private String other() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(9, 16, BufferedImage.TYPE_INT_RGB), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ServiceApi.form(client, "Other")
                .multiPart("image", "other.png", png.toByteArray())
                .post("/v1/creatives/image")
                .path("image_hash");
    }

    private String hashOf() {
        return SandboxControl.objects("adimages", client).get(0).path("hash").asText();
    }

    private JsonNode made() {
        return SandboxControl.objects("adcreatives", client).stream()
                .max(Comparator.comparing(creative -> creative.path("id").asLong()))
                .orElseThrow();
    }
}
