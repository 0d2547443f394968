package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.makeCreative;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandbox.GraphClient.Reply;

import java.util.Map;

class CreativeFeaturesTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private static final String POST = "{'page_id':'77','link_data':{'link':'https://example.com/'}}";

    private final GraphClient client = SERVER.client();

    @Test
    void whatIsOptedOutIsReadBack() {
        JsonNode features =
                features("'image_touchups':{'enroll_status':'OPT_OUT'},'video_auto_crop':{'enroll_status':'OPT_OUT'}");

        assertThat(features.at("/image_touchups/enroll_status").asText()).isEqualTo("OPT_OUT");
        assertThat(features.at("/video_auto_crop/enroll_status").asText()).isEqualTo("OPT_OUT");
    }

    @Test
    void aFeatureThatTheCreativeCannotHaveIsDropped() {
        JsonNode features =
                features("'video_auto_crop':{'enroll_status':'OPT_IN'},'image_touchups':{'enroll_status':'OPT_IN'},"
                        + "'carousel_to_video':{'enroll_status':'OPT_IN'},'pac_relaxation':{'enroll_status':'OPT_IN'},"
                        + "'product_extensions':{'enroll_status':'OPT_IN'}");

        assertThat(features.has("image_touchups")).isTrue();
        assertThat(features.properties())
                .extracting(Map.Entry::getKey)
                .containsOnly("image_touchups", "adapt_to_placement");
    }

    @Test
    void adaptingToPlacementsIsOnUnlessOptedOut() {
        String silent = made(makeCreative(client, "object_story_spec", POST)).id();

        assertThat(read(silent).at("/adapt_to_placement/enroll_status").asText())
                .isEqualTo("OPT_IN");
        assertThat(features("'adapt_to_placement':{'enroll_status':'OPT_OUT'}")
                        .at("/adapt_to_placement/enroll_status")
                        .asText())
                .isEqualTo("OPT_OUT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'standard_enhancements':{'enroll_status':'OPT_OUT'}}   | 3858504
            {'contextual_multi_ads':{'enroll_status':'OPT_OUT'}}    | 0
            {'flying_cars':{'enroll_status':'OPT_OUT'}}             | 0
            {'IMAGE_TOUCHUPS':{'enroll_status':'OPT_OUT'}}          | 0
            {'image_touchups':{'enroll_status':'off'}}              | 0
            {'image_touchups':'OPT_OUT'}                            | 0
            """)
    void refusesFeatures(String features, int subcode) {
        Reply reply = makeCreative(
                client,
                "object_story_spec",
                POST,
                "degrees_of_freedom_spec",
                "{'creative_features_spec':" + features + "}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error().path("code").asInt()).isEqualTo(100);
        assertThat(reply.error().path("error_subcode").asInt()).isEqualTo(subcode);
    }

    @Test
    void otherAdvertisersAndDisclosureAreFieldsOfTheirOwn() {
        String id = made(makeCreative(
                        client,
                        "object_story_spec",
                        POST,
                        "contextual_multi_ads",
                        "{'enroll_status':'OPT_OUT'}",
                        "generative_asset_spec",
                        "{'transparency_metadata':{'self_disclosure':'OPT_IN'}}"))
                .id();

        JsonNode read = client.get("/" + id, "fields", "contextual_multi_ads,generative_asset_spec")
                .body();
        assertThat(read.at("/contextual_multi_ads/enroll_status").asText()).isEqualTo("OPT_OUT");
        assertThat(read.at("/generative_asset_spec/transparency_metadata/self_disclosure")
                        .asText())
                .isEqualTo("OPT_IN");
        assertThat(makeCreative(client, "object_story_spec", POST, "contextual_multi_ads", "{'enroll_status':'NO'}")
                        .status())
                .isEqualTo(400);
        assertThat(makeCreative(
                                client,
                                "object_story_spec",
                                POST,
                                "generative_asset_spec",
                                "{'transparency_metadata':{'self_disclosure':true}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void creativesThatDifferInFeaturesAreTwo() {
        String plain = made(makeCreative(client, "object_story_spec", POST)).id();
        String other = made(makeCreative(
                        client, "object_story_spec", POST, "contextual_multi_ads", "{'enroll_status':'OPT_OUT'}"))
                .id();
        String ineligible = made(makeCreative(
                        client,
                        "object_story_spec",
                        POST,
                        "degrees_of_freedom_spec",
                        "{'creative_features_spec':{'image_touchups':{'enroll_status':'OPT_OUT'}}}"))
                .id();

        assertThat(plain).isNotEqualTo(other).isNotEqualTo(ineligible);
        assertThat(made(makeCreative(client, "object_story_spec", POST)).id()).isEqualTo(plain);
    }

    private JsonNode features(String members) {
        return read(made(makeCreative(
                        client,
                        "object_story_spec",
                        POST,
                        "degrees_of_freedom_spec",
                        "{'creative_features_spec':{" + members + "}}"))
                .id());
    }

    private JsonNode read(String id) {
        return client.get("/" + id, "fields", "degrees_of_freedom_spec")
                .body()
                .at("/degrees_of_freedom_spec/creative_features_spec");
    }

    private static Reply made(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply;
    }
}
