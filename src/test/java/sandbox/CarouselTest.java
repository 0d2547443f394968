package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.makeCreative;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sandbox.GraphClient.Reply;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class CarouselTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private final GraphClient client = SERVER.client();
    private String card;
    private String hash;

    @BeforeEach
    void uploadImage() {
        hash = Samples.imageHash(client);
        card = card("'image_hash':'" + hash + "'");
    }

    @Test
    void tenCardsAreReadBackAsSent() {
        String film =
                card("'name':'Film','image_hash':'" + hash + "','video_id':'" + Samples.readyVideoId(client) + "'");
        List<String> cards = new ArrayList<>(Collections.nCopies(8, card));
        cards.add(3, film);
        cards.add(film);

        JsonNode read = read(carousel(cards, ""));

        assertThat(read.path("child_attachments")).hasSize(10);
        assertThat(read.at("/child_attachments/3/name").asText()).isEqualTo("Film");
        assertThat(read.at("/child_attachments/9/video_id").asText()).isNotEmpty();
        assertThat(read.path("multi_share_optimized").booleanValue()).isTrue();
        assertThat(read.path("multi_share_end_card").booleanValue()).isTrue();
    }

    @Test
    void keepsTheOrderAndHasNoEndCardOnDemand() {
        JsonNode read =
                read(carousel(List.of(card, card), "'multi_share_optimized':false,'multi_share_end_card':false"));

        assertThat(read.path("multi_share_optimized").booleanValue()).isFalse();
        assertThat(read.path("multi_share_end_card").booleanValue()).isFalse();
    }

    @Test
    void hasTwoToTenCards() {
        for (int count : new int[] {0, 1, 11}) {
            Reply reply = carousel(Collections.nCopies(count, card), "");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.error().path("code").asInt()).isEqualTo(100);
            assertThat(reply.error().at("/error_data/blame_field_specs/0/0").asText())
                    .isEqualTo("child_attachments");
        }
        assertThat(client.state().at("/objects/adcreatives")).isEmpty();
    }

    @Test
    void eachCardHasALink() {
        Reply reply = carousel(List.of(card, "{'image_hash':'" + hash + "'}"), "");

        assertRefused(reply);
        assertThat(reply.error().path("message").asText()).contains("needs a link");
        assertRefused(carousel(List.of(card, "{'link':'example','image_hash':'" + hash + "'}"), ""));
    }

    @Test
    void aVideosCardNeedsAPictureToo() {
        String film = "'video_id':'" + Samples.readyVideoId(client) + "'";

        assertRefused(carousel(List.of(card, card(film)), "'image_hash':'" + hash + "'"));
    }

    @Test
    void aCardsVideoMustExistAndBeReady() {
        client.settings("{\"video_processing_ms\":60000}");
        String processing = card("'image_hash':'" + hash + "','video_id':'" + Samples.videoId(client) + "'");
        String unknown = card("'image_hash':'" + hash + "','video_id':'999'");

        assertThat(carousel(List.of(card, processing), "")
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(1885252);
        assertThat(carousel(List.of(card, unknown), "")
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(33);
    }

    @Test
    void cardsFallBackToThePostsPictureOnFacebookAlone() {
        List<String> bare = List.of(card(""), card(""));
        String picture = "'image_hash':'" + hash + "'";

        assertThat(carousel(bare, picture).status()).isEqualTo(200);
        assertRefused(carousel(bare, ""));
        assertRefused(makeCreative(client, "object_story_spec", story(bare, picture, "'instagram_user_id':'178',")));
        assertRefused(makeCreative(client, "object_story_spec", story(bare, picture, ""), "instagram_user_id", "178"));
    }

    @Test
    void onInstagramAButtonLeadsWhereItsCardLeads() {
        String elsewhere = card("'image_hash':'" + hash + "','call_to_action':{'type':'SHOP_NOW','value':"
                + "{'link':'https://example.com/elsewhere'}}");
        List<String> cards = List.of(card, elsewhere);

        assertThat(carousel(cards, "").status()).isEqualTo(200);
        assertRefused(makeCreative(client, "object_story_spec", story(cards, "", "'instagram_user_id':'178',")));
    }

    @Test
    void allCardsOpenTheSameForm() {
        List<String> same = List.of(formCard("1"), formCard("1"));

        assertThat(carousel(same, button("1")).status()).isEqualTo(200);
        assertRefused(carousel(List.of(formCard("1"), formCard("2")), button("1")));
        assertRefused(carousel(same, ""));
        assertRefused(carousel(List.of(card, card), button("1")));
    }

    @Test
    void allCardsInstallTheSameApp() {
        String app = appCard("1");
        String noEndCard = "'multi_share_end_card':false";

        assertThat(carousel(List.of(app, app, app), noEndCard).status()).isEqualTo(200);
        assertRefused(carousel(List.of(app, app), noEndCard));
        assertRefused(carousel(List.of(app, app, card), noEndCard));
        assertRefused(carousel(List.of(app, app, appCard("2")), noEndCard));
        assertRefused(carousel(List.of(app, app, app), ""));
    }

    private String appCard(String app) {
        return card("'image_hash':'" + hash + "','call_to_action':{'type':'INSTALL_MOBILE_APP','value':"
                + "{'application':'" + app + "','link':'https://example.com/card'}}");
    }

    @Test
    void cardsMayHaveTheSameName() {
        String named = card("'name':'Coffee','image_hash':'" + hash + "'");

        assertThat(carousel(List.of(named, named), "").status()).isEqualTo(200);
    }

    @Test
    void refusesMembersThatCardsLack() {
        assertRefused(carousel(List.of(card, card("'title':'x','image_hash':'" + hash + "'")), ""));
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.error().path("code").asInt()).isEqualTo(100);
    }

    private String formCard(String form) {
        return card("'image_hash':'" + hash + "'," + button(form));
    }

    private static String button(String form) {
        return "'call_to_action':{'type':'SIGN_UP','value':{'lead_gen_form_id':'" + form + "'}}";
    }

    private static String card(String members) {
        return "{'link':'https://example.com/card'" + (members.isEmpty() ? "" : "," + members) + "}";
    }

    private Reply carousel(List<String> cards, String members) {
        return makeCreative(client, "object_story_spec", story(cards, members, ""));
    }

    private static String story(List<String> cards, String members, String identity) {
        return "{" + identity + "'page_id':'77','link_data':{'link':'https://example.com/','child_attachments':["
                + String.join(",", cards) + "]" + (members.isEmpty() ? "" : "," + members) + "}}";
    }

    private JsonNode read(Reply made) {
        assertThat(made.status()).as(made.toString()).isEqualTo(200);
        return client.get("/" + made.id(), "fields", "object_story_spec{link_data}")
                .body()
                .at("/object_story_spec/link_data");
    }
}
