package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;
import static sandbox.Samples.campaign;
import static sandbox.Samples.with;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sandbox.GraphClient.Reply;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class ReadingTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private static final String EDGE = ACCOUNT + "/campaigns";

    private final GraphClient client = SERVER.client();

    @Test
    void listsNewestFirstPageByPage() {
        List<String> made = campaigns(5);
        List<String> read = new ArrayList<>();
        String after = "";
        Reply page;
        do {
            page = client.get(EDGE, "limit", "2", "after", after, "fields", "id,name");
            page.body()
                    .path("data")
                    .forEach(campaign -> read.add(campaign.path("name").asText()));
            after = page.body().at("/paging/cursors/after").asText();
            assertThat(page.body().at("/paging/cursors/before").asText()).isNotEmpty();
            client.post(EDGE, with(campaign(), "name", "made between pages"));
        } while (page.body().path("paging").has("next"));

        assertThat(read).containsExactly("c4", "c3", "c2", "c1", "c0");
        assertThat(made).hasSize(5);
        assertThat(after).as("the cursor is on the last page too").isNotEmpty();
        assertThat(client.get(EDGE, "after", after).body().path("data")).isEmpty();
    }

    @Test
    void theNextLinkLeadsOn() {
        campaigns(3);
        JsonNode first = client.send(client.anonymous("/act_1001/campaigns?limit=2&fields=name&access_token=t")
                        .GET())
                .body();

        Reply second = client.send(
                HttpRequest.newBuilder(URI.create(first.at("/paging/next").asText())));

        assertThat(second.body().at("/data/0/name").asText()).isEqualTo("c0");
        assertThat(second.body().path("data")).hasSize(1);
        assertThat(client.get(EDGE, "limit", "2").body().at("/paging/next").asText())
                .as("a token from a header does not get into links")
                .doesNotContain("token");
    }

    @Test
    void pagesLeadBack() {
        campaigns(5);
        JsonNode first = client.get(EDGE, "limit", "2").body();
        JsonNode second = client.get(
                        EDGE,
                        "limit",
                        "2",
                        "after",
                        first.at("/paging/cursors/after").asText())
                .body();

        JsonNode back = client.get(
                        EDGE,
                        "limit",
                        "2",
                        "before",
                        second.at("/paging/cursors/before").asText())
                .body();

        assertThat(first.path("paging").has("previous")).isFalse();
        assertThat(second.at("/paging/previous").asText()).contains("before=");
        assertThat(back.path("data")).isEqualTo(first.path("data"));
        assertThat(back.at("/paging/next").asText()).contains("after=");
    }

    @Test
    void filters() {
        List<String> ids = campaigns(4);
        client.post("/" + ids.get(0), "status", "ARCHIVED");
        client.post("/" + ids.get(1), "status", "ACTIVE");

        assertThat(filtered("{'field':'name','operator':'CONTAIN','value':'C3'}"))
                .containsExactly("c3");
        assertThat(filtered("{'field':'id','operator':'IN','value':['" + ids.get(1) + "','" + ids.get(2) + "']}"))
                .containsExactly("c2", "c1");
        assertThat(filtered("{'field':'campaign.id','operator':'NOT_IN','value':['" + ids.get(1) + "']}"))
                .containsExactly("c3", "c2");
        assertThat(filtered("{'field':'effective_status','operator':'IN','value':['ARCHIVED','ACTIVE']}"))
                .containsExactly("c1", "c0");
        assertThat(filtered("{'field':'created_time','operator':'GREATER_THAN','value':1000}"))
                .hasSize(3);
        assertThat(filtered("{'field':'name','operator':'EQUAL','value':'c2'},{'field':'name','operator':'EQUAL',"
                        + "'value':'c3'}"))
                .isEmpty();
        for (String wrong : List.of(
                "{'field':'colour','operator':'EQUAL','value':1}",
                "{'field':'name','operator':'LIKE','value':1}",
                "{'field':'name','operator':'EQUAL'}",
                "{'field':'effective_status','operator':'IN','value':['DELETED']}")) {
            assertThat(client.get(EDGE, "filtering", Samples.json("[" + wrong + "]"))
                            .status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void aLongReadMayBeSentAsAForm() {
        List<String> ids = campaigns(3);
        String many = String.join("\",\"", Collections.nCopies(300, ids.get(1)));

        Reply reply = client.post(
                EDGE,
                "method",
                "get",
                "filtering",
                "[{\"field\":\"id\",\"operator\":\"IN\",\"value\":[\"" + many + "\"]}]");

        assertThat(reply.body().path("data")).hasSize(1);
        assertThat(client.post("/" + ids.get(1), "method", "delete").body()).hasToString("{\"success\":true}");
        assertThat(client.get(EDGE).body().path("data")).hasSize(2);
    }

    @Test
    void showsWhatChangedSince() {
        campaigns(2);
        String now = String.valueOf(System.currentTimeMillis() / 1000);

        assertThat(client.get(EDGE, "updated_since", "1000").body().path("data"))
                .hasSize(2);
        assertThat(client.get(EDGE, "updated_since", String.valueOf(Long.parseLong(now) + 60))
                        .body()
                        .path("data"))
                .isEmpty();
        assertThat(client.get(EDGE, "updated_since", "lately").status()).isEqualTo(400);
    }

    @Test
    void listsTheCreativesOfAdsAndAdSets() {
        String adSetId = Samples.adSetId(client);
        String creativeId = Samples.creativeId(client);
        String adId =
                client.post(ACCOUNT + "/ads", Samples.ad(adSetId, creativeId)).id();
        Samples.makeCreative(client, "object_story_id", "77_1");

        for (String parent : List.of(adSetId, adId)) {
            JsonNode data = client.get("/" + parent + "/adcreatives").body().path("data");
            assertThat(data).hasSize(1);
            assertThat(data.at("/0/id").asText()).isEqualTo(creativeId);
        }
    }

    private List<String> filtered(String conditions) {
        List<String> names = new ArrayList<>();
        client.get(EDGE, "fields", "name", "filtering", Samples.json("[" + conditions + "]"))
                .body()
                .path("data")
                .forEach(campaign -> names.add(campaign.path("name").asText()));
        return names;
    }

    @Test
    void countsOnDemand() {
        campaigns(3);

        assertThat(client.get(EDGE, "limit", "1", "summary", "total_count")
                        .body()
                        .at("/summary/total_count")
                        .asInt())
                .isEqualTo(3);
        assertThat(client.get(EDGE).body().has("summary")).isFalse();
    }

    @Test
    void anEmptyEdgeHasNoPaging() {
        assertThat(client.get(EDGE).body()).hasToString("{\"data\":[]}");
    }

    @Test
    void refusesWhatItCannotRead() {
        campaigns(1);

        assertThat(client.get(EDGE, "limit", "0").status()).isEqualTo(400);
        assertThat(client.get(EDGE, "limit", "many").status()).isEqualTo(400);
        assertThat(client.get(EDGE, "after", "???").status()).isEqualTo(400);
        assertThat(client.get(EDGE, "fields", "id{").status()).isEqualTo(400);
        assertThat(client.get(EDGE, "fields", "colour").error().path("message").asText())
                .isEqualTo("(#100) Tried accessing nonexisting field (colour) on node type (Campaign)");
        assertThat(client.get(ACCOUNT + "/colours").status()).isEqualTo(400);
        assertThat(client.get(EDGE, "date_format", "U").status()).isEqualTo(400);
        assertThat(client.get("/").status()).isEqualTo(400);
        assertThat(client.get("/1/2/3").status()).isEqualTo(400);
        assertThat(client.delete(EDGE).status()).isEqualTo(400);
        assertThat(client.post(ACCOUNT).status()).isEqualTo(400);
    }

    @Test
    void anUnknownIdDoesNotExist() {
        for (Reply reply : List.of(
                client.get("/123456789012345"),
                client.delete("/1"),
                client.post("/1", "name", "x"),
                client.get("/1001/campaigns"))) {
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.error().path("code").asInt()).isEqualTo(100);
            assertThat(reply.error().path("error_subcode").asInt()).isEqualTo(33);
            assertThat(reply.error().path("type").asText()).isEqualTo("GraphMethodException");
        }
    }

    @Test
    void showsWhatMoneyMeansInAnAccount() {
        Reply account = client.get(
                "/act_987",
                "fields",
                "currency,timezone_name,timezone_offset_hours_utc,amount_spent,balance,min_daily_budget");

        assertThat(account.status()).isEqualTo(200);
        assertThat(account.body().path("amount_spent").asText()).isEqualTo("0");
        assertThat(account.body().path("min_daily_budget").asInt()).isEqualTo(100);
        assertThat(account.body().path("timezone_offset_hours_utc").isNumber()).isTrue();
        Reply budgets = client.get("/act_987/minimum_budgets");
        assertThat(budgets.body().at("/data/0/currency").asText()).isEqualTo("USD");
        assertThat(budgets.body().at("/data/0/min_daily_budget_imp").asInt()).isEqualTo(100);
    }

    @Test
    void keepsEachAccountInItsCurrency() {
        client.settings("{\"account_currency\":{\"act_987\":\"JPY\"}}");
        assertThat(currency("/act_987")).isEqualTo("JPY");
        assertThat(currency("/act_988")).isEqualTo("USD");

        client.settings("{\"account_currency\":\"EUR\"}");
        assertThat(currency("/act_988")).isEqualTo("EUR");
    }

    private String currency(String account) {
        return client.get(account, "fields", "currency").body().path("currency").asText();
    }

    @Test
    void refusesFieldsThatAnAccountLacks() {
        assertThat(client.get("/act_987", "fields", "nonsense").status()).isEqualTo(400);
    }

    @Test
    void anyAccountExists() {
        assertThat(client.get("/act_987", "fields", "account_id,account_status,currency")
                        .body())
                .hasToString("{\"account_id\":\"987\",\"account_status\":1,\"currency\":\"USD\",\"id\":\"act_987\"}");
    }

    @Test
    void labelsAreMadeByNameOnce() {
        String labels = "[{\"name\":\"a\"},{\"name\":\"b\"}]";
        client.post(EDGE, with(campaign(), "adlabels", labels));
        client.post(EDGE, with(campaign(), "adlabels", labels));
        String id = client.post(ACCOUNT + "/adlabels", "name", "a").id();

        JsonNode list = client.get(EDGE, "fields", "adlabels{name}").body();
        assertThat(list.at("/data/0/adlabels")).hasSize(2).isEqualTo(list.at("/data/1/adlabels"));
        assertThat(list.at("/data/0/adlabels/0/id").asText()).isEqualTo(id);
        assertThat(client.get(ACCOUNT + "/adlabels").body().path("data")).hasSize(2);

        client.post("/" + id, "name", "renamed");
        assertThat(client.get("/" + id, "fields", "name,account")
                        .body()
                        .path("name")
                        .asText())
                .isEqualTo("renamed");
        client.delete("/" + id);
        assertThat(client.get(ACCOUNT + "/adlabels").body().path("data")).hasSize(1);
        assertThat(client.post(ACCOUNT + "/adlabels", "name", " ").status()).isEqualTo(400);
    }

    @Test
    void objectsAreFoundByLabel() {
        String both = client.post(EDGE, with(campaign(), "adlabels", "[{\"name\":\"a\"},{\"name\":\"b\"}]"))
                .id();
        client.post(EDGE, with(campaign(), "adlabels", "[{\"name\":\"a\"}]"));
        String a = client.post(ACCOUNT + "/adlabels", "name", "a").id();
        String b = client.post(ACCOUNT + "/adlabels", "name", "b").id();
        String ids = "[\"" + a + "\",\"" + b + "\"]";

        JsonNode all =
                client.get(ACCOUNT + "/campaignsbylabels", "ad_label_ids", ids).body();
        JsonNode any = client.get(ACCOUNT + "/campaignsbylabels", "ad_label_ids", ids, "operator", "ANY")
                .body();

        assertThat(all.path("data")).hasSize(1);
        assertThat(all.at("/data/0/id").asText()).isEqualTo(both);
        assertThat(any.path("data")).hasSize(2);
        assertThat(client.get(ACCOUNT + "/campaignsbylabels").status()).isEqualTo(400);
        assertThat(client.get(ACCOUNT + "/advideosbylabels", "ad_label_ids", ids)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anObjectHasAtMost50Labels() {
        String fiftyOne = "[" + "{\"name\":\"x\"},".repeat(50) + "{\"name\":\"x\"}]";

        assertThat(client.post(EDGE, with(campaign(), "adlabels", fiftyOne)).status())
                .isEqualTo(400);
    }

    private List<String> campaigns(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(client.post(EDGE, with(campaign(), "name", "c" + i)).id());
        }
        return ids;
    }
}
