package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;
import static sandbox.Samples.makeCreative;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sandbox.GraphClient.Reply;

/** What a creative may be, and an ad may not use. */
class CreativeFitTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private static final String LINK = "'link_urls':[{'website_url':'https://example.com/'}]";
    private static final String POST = "{'page_id':'77','link_data':{'link':'https://example.com/'}}";
    private static final String LEADS = "{'page_id':'77'}";

    private final GraphClient client = SERVER.client();
    private String images;
    private String adSet;

    @BeforeEach
    void makeAdSet() {
        images = "'images':[{'hash':'" + Samples.imageHash(client, 1) + "','adlabels':[{'name':'a'}]},{'hash':'"
                + Samples.imageHash(client, 2) + "','adlabels':[{'name':'b'}]}],'ad_formats':['SINGLE_IMAGE']";
        adSet = Samples.adSetId(client);
    }

    @Test
    void aFeedNeedsALink() {
        assertThat(subcode(ad(adSet, feed("'optimization_type':'PLACEMENT'," + rules("facebook", "feed")))))
                .isEqualTo(1885800);
    }

    @Test
    void rulesForInstagramNeedAnIdentityThere() {
        String rules = LINK + ",'optimization_type':'PLACEMENT'," + rules("instagram", "story");

        assertThat(subcode(ad(adSet, feed(rules)))).isEqualTo(1772103);
        String known = made(makeCreative(
                client,
                "object_story_spec",
                "{'page_id':'77','instagram_user_id':'178'}",
                "asset_feed_spec",
                "{" + images + "," + rules + "}"));
        assertThat(ad(adSet, known).status()).isEqualTo(200);
        assertThat(ad(adSet, known).status()).as("several ads in one ad set").isEqualTo(200);
    }

    @Test
    void aDynamicCreativeNeedsADynamicAdSetOfItsOwn() {
        String dynamicSet = Samples.adSetId(client, "is_dynamic_creative", "true");
        String dynamic = feed(LINK);
        String ordinary = made(makeCreative(client, "object_story_spec", POST));

        assertThat(subcode(ad(adSet, dynamic))).isEqualTo(1885998);
        assertThat(subcode(ad(dynamicSet, ordinary))).isEqualTo(1885852);
        Reply first = ad(dynamicSet, dynamic);
        assertThat(first.status()).as(first.toString()).isEqualTo(200);
        assertThat(subcode(ad(dynamicSet, dynamic))).isEqualTo(1885553);
        assertThat(subcode(client.delete("/" + first.id()))).isEqualTo(1340029);
        assertThat(subcode(client.post("/" + first.id(), "status", "ARCHIVED"))).isEqualTo(1340029);
        assertThat(client.delete("/" + dynamicSet).status()).isEqualTo(200);
        assertThat(subcode(ad(
                        Samples.adSetId(
                                client,
                                "is_dynamic_creative",
                                "true",
                                "optimization_goal",
                                "CONVERSATIONS",
                                "destination_type",
                                "MESSENGER",
                                "promoted_object",
                                LEADS),
                        dynamic)))
                .isEqualTo(1885392);
    }

    @Test
    void combinedTextsStandInAnOrdinaryAdSet() {
        String texts = made(makeCreative(
                client,
                "object_story_spec",
                POST,
                "asset_feed_spec",
                "{'bodies':[{'text':'a'},{'text':'b'}],'titles':[{'text':'c'}],"
                        + "'optimization_type':'DEGREES_OF_FREEDOM'}"));

        for (int i = 0; i < 3; i++) {
            assertThat(ad(adSet, texts).status()).isEqualTo(200);
        }
    }

    @Test
    void anAdForLeadsNeedsAForm() {
        String leads = Samples.leadAdSetId(client);
        String form = "{'type':'SIGN_UP','value':{'lead_gen_form_id':'9'}}";
        String lost = LINK + ",'call_to_action_types':['SIGN_UP'],'optimization_type':'PLACEMENT',"
                + rules("facebook", "feed");
        String withForm = made(makeCreative(
                client,
                "object_story_spec",
                "{'page_id':'77','link_data':{'link':'https://fb.me/','call_to_action':" + form + "}}"));

        assertThat(subcode(ad(leads, made(makeCreative(client, "object_story_spec", POST)))))
                .isEqualTo(3390001);
        assertThat(subcode(ad(leads, feed(lost)))).isEqualTo(3390001);
        assertThat(ad(leads, withForm).status()).isEqualTo(200);
        assertThat(ad(
                                leads,
                                feed(lost.replace(
                                        "'call_to_action_types':['SIGN_UP']", "'call_to_actions':[" + form + "]")))
                        .status())
                .isEqualTo(200);
        assertThat(makeCreative(
                                client,
                                "object_story_spec",
                                "{'page_id':'77','link_data':{'link':'https://fb.me/','call_to_action':"
                                        + form.replace("SIGN_UP", "SHOP_NOW") + "}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aPostIsOfThePageThatIsPromoted() {
        String leads = Samples.adSetId(client, "promoted_object", "{'page_id':'77'}");

        assertThat(subcode(ad(leads, made(makeCreative(client, "object_story_id", "78_1")))))
                .isEqualTo(1885029);
        assertThat(ad(leads, made(makeCreative(client, "object_story_id", "77_1")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theFlexibleFormatIsForSalesAndKeepsItsCreative() {
        String sales = client.post(
                        ACCOUNT + "/campaigns", Samples.with(Samples.campaign(), "objective", "OUTCOME_SALES"))
                .id();
        String salesSet = client.post(ACCOUNT + "/adsets", Samples.adSet(sales)).id();
        String creative = made(makeCreative(client, "object_story_spec", POST));
        String other = made(makeCreative(client, "object_story_id", "77_1"));
        String groups = "{\"groups\":[]}";

        assertThat(client.post(
                                ACCOUNT + "/ads",
                                Samples.with(Samples.ad(adSet, creative), "creative_asset_groups_spec", groups))
                        .status())
                .isEqualTo(400);
        Reply ad = client.post(
                ACCOUNT + "/ads", Samples.with(Samples.ad(salesSet, creative), "creative_asset_groups_spec", groups));
        assertThat(subcode(client.post("/" + ad.id(), "creative", "{\"creative_id\":\"" + other + "\"}")))
                .isEqualTo(3858355);
    }

    @Test
    void anAdForAnAppLeadsToItsStore() {
        String campaignId = client.post(
                        ACCOUNT + "/campaigns", Samples.with(Samples.campaign(), "objective", "OUTCOME_APP_PROMOTION"))
                .id();
        String app = client.post(
                        ACCOUNT + "/adsets",
                        Samples.adSet(
                                campaignId,
                                "optimization_goal",
                                "APP_INSTALLS",
                                "promoted_object",
                                "{'application_id':'1','object_store_url':'https://example.com/app'}"))
                .id();

        assertThat(ad(app, made(makeCreative(client, "object_story_spec", POST)))
                        .status())
                .isEqualTo(400);
        assertThat(ad(app, made(makeCreative(client, "object_story_spec", POST.replace(".com/", ".com/app"))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theRightColumnAloneShowsNoVideo() {
        String column = Samples.adSetId(
                client,
                "targeting",
                Samples.targeting("'publisher_platforms':['facebook'],'facebook_positions':['right_hand_column']"));
        String film = made(makeCreative(
                client,
                "object_story_spec",
                "{'page_id':'77','video_data':{'video_id':'" + Samples.readyVideoId(client) + "','image_hash':'"
                        + Samples.imageHash(client) + "'}}"));

        assertThat(ad(column, film).status()).isEqualTo(400);
        assertThat(ad(adSet, film).status()).isEqualTo(200);
    }

    @Test
    void aChangeOfTheCreativeIsCheckedLikewise() {
        String ad =
                ad(adSet, made(makeCreative(client, "object_story_spec", POST))).id();

        assertThat(subcode(client.post("/" + ad, "creative", "{\"creative_id\":\"" + feed(LINK) + "\"}")))
                .isEqualTo(1885998);
    }

    @Test
    void aCreativeInUseCannotBeDeleted() {
        String creative = made(makeCreative(client, "object_story_spec", POST));
        String ad = ad(adSet, creative).id();

        assertThat(client.delete("/" + creative).status()).isEqualTo(400);
        assertThat(client.post("/" + creative, "status", "DELETED").status()).isEqualTo(400);
        client.delete("/" + ad);
        assertThat(client.delete("/" + creative).status()).isEqualTo(200);
    }

    @Test
    void anAdSetTakesFiftyAds() {
        String creative = made(makeCreative(client, "object_story_spec", POST));
        for (int i = 0; i < 50; i++) {
            assertThat(ad(adSet, creative).status()).isEqualTo(200);
        }
        Reply last = client.get("/" + adSet + "/ads", "limit", "1");

        assertThat(ad(adSet, creative).status()).isEqualTo(400);
        client.delete("/" + last.body().at("/data/0/id").asText());
        assertThat(ad(adSet, creative).status()).isEqualTo(200);
    }

    private String feed(String members) {
        return made(makeCreative(
                client,
                "object_story_spec",
                "{'page_id':'77'}",
                "asset_feed_spec",
                "{" + images + "," + members + "}"));
    }

    private static String rules(String platform, String position) {
        return "'asset_customization_rules':[{'customization_spec':{'publisher_platforms':['" + platform + "'],'"
                + platform
                + "_positions':['" + position + "']},'image_label':{'name':'a'},'priority':1},"
                + "{'customization_spec':{},'image_label':{'name':'b'},'priority':2}]";
    }

    private Reply ad(String adSetId, String creativeId) {
        return client.post(ACCOUNT + "/ads", Samples.ad(adSetId, creativeId));
    }

    private static String made(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.id();
    }

    private static int subcode(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        return reply.error().path("error_subcode").asInt();
    }
}
