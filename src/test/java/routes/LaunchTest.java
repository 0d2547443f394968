package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import local.FileServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jakarta.inject.Inject;

/** A tree of objects as one job, from the request to the objects at Meta. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class LaunchTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Inject
    TestClients clients;

    private TestClient client;
    private String creativeId;

    @BeforeEach
    void register() {
        SandboxControl.reset();
        client = clients.register();
        creativeId = ServiceApi.creativeId(client);
    }

    /** A launch of a campaign with two ad sets, a creative that exists, and an ad in each. */
    private ObjectNode launch(String changes) {
        ObjectNode launch = (ObjectNode) json("""
                {'name': 'Spring', 'campaign': {'name': 'Spring {{date}}', 'objective': 'OUTCOME_TRAFFIC'},
                 'adsets': [%s, %s],
                 'ads_matrix': {'adsets': ['*'], 'creatives': ['*'], 'name': '{{campaign.name}} {{adset.key}} {{n}}'}}
                """.formatted(adSet("pt"), adSet("es")));
        launch.put("client_id", client.id());
        launch.putArray("creatives").addObject().put("key", "beach").put("creative_id", creativeId);
        launch.setAll((ObjectNode) json(changes));
        return launch;
    }

    private static String adSet(String key) {
        return """
                {'key': '%s', 'name': '{{campaign.name}} {{adset.key}}', 'billing_event': 'IMPRESSIONS',
                 'optimization_goal': 'LINK_CLICKS', 'bid_amount': 100, 'daily_budget': 2000,
                 'targeting': {'geo_locations': {'countries': ['US']}}}""".formatted(key);
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Response send(ObjectNode launch) {
        return given().contentType("application/json").body(launch.toString()).post("/v1/jobs/launches");
    }

    private static String accepted(ObjectNode launch) {
        return ServiceApi.id(send(launch), "job_id");
    }

    private static List<Map<String, Object>> items(String jobId, String query) {
        return given().get("/v1/jobs/" + jobId + "/items?limit=200" + query).path("items");
    }

    private static Map<String, String> statuses(String jobId) {
        Map<String, String> statuses = new HashMap<>();
        items(jobId, "")
                .forEach(item -> statuses.put(item.get("kind") + " " + item.get("key"), (String) item.get("status")));
        return statuses;
    }

    private List<JsonNode> made(String edge) {
        return SandboxControl.objects(edge, client);
    }

    @Test
    void createsCreativesOfEveryKindFromMediaByKey() {
        String hash = made("adimages").get(0).path("hash").asText();
        ObjectNode launch = launch("{'adsets': [" + adSet("pt") + "], 'defaults': {'enhancements': 'off'}}");
        launch.set("media", json("[{'key': 'm1', 'image_hash': '" + hash + "'}]"));
        launch.set("creatives", json("""
                [{'key': 'one', 'kind': 'image', 'name': 'One', 'link': 'https://example.com/1', 'media': 'm1'},
                 {'key': 'cards', 'kind': 'carousel', 'name': 'Cards', 'link': 'https://example.com/2',
                  'cards': [{'media': 'm1', 'headline': 'A'}, {'media': 'm1', 'headline': 'B'}]},
                 {'key': 'post', 'kind': 'post', 'name': 'Post', 'object_story_id': '%s_1'}]
                """.formatted(client.pageId())));

        Response job = ServiceApi.awaitSuccess(accepted(launch));

        job.then().body("progress.items_succeeded", equalTo(8));
        assertThat(made("ads")).hasSize(3);
        assertThat(made("adcreatives")).hasSize(4);
    }

    @Test
    void saysWhatIsWrongWithACreative() {
        ObjectNode launch = launch("{}");
        launch.set("creatives", json("""
                [{'key': 'one', 'kind': 'image', 'name': 'One', 'link': 'https://example.com/1',
                  'media': {'image_hash': 'a'}, 'destination': {'type': 'call'}},
                 {'key': 'two', 'kind': 'slideshow', 'name': 'Two'}]
                """));

        send(launch).then().statusCode(400).body("errors.pointer", hasItem("/creatives/1/kind"));
        assertThat(SandboxControl.calls(client, "POST", "campaigns")).isEmpty();
    }

    @Test
    void createsTheTreePaused() {
        Response answer = send(launch("{}"));
        String jobId = ServiceApi.id(answer, "job_id");

        answer.then().statusCode(202).header("Location", equalTo("/v1/jobs/" + jobId));
        ServiceApi.awaitSuccess(jobId)
                .then()
                .body("type", equalTo("launch"))
                .body("step", equalTo("items"))
                .body("progress.items_total", equalTo(5))
                .body("progress.items_succeeded", equalTo(5))
                .body("progress.items_failed", equalTo(0))
                .body("progress.items_open", equalTo(0))
                .body("progress.percent", equalTo(100.0f));
        JsonNode campaign = made("campaigns").get(0);
        assertThat(campaign.path("name").asText()).matches("Spring \\d{4}-\\d\\d-\\d\\d");
        assertThat(made("adsets"))
                .hasSize(2)
                .allMatch(adSet -> adSet.path("campaign_id").equals(campaign.path("id")))
                .extracting(adSet -> adSet.path("name").asText())
                .containsExactlyInAnyOrder(
                        campaign.path("name").asText() + " pt",
                        campaign.path("name").asText() + " es");
        assertThat(made("ads"))
                .hasSize(2)
                .allMatch(ad -> ad.at("/creative/creative_id")
                        .asText(ad.at("/creative/id").asText())
                        .equals(creativeId))
                .extracting(ad -> ad.path("adset_id").asText())
                .containsExactlyInAnyOrderElementsOf(made("adsets").stream()
                        .map(adSet -> adSet.path("id").asText())
                        .toList());
        for (String edge : List.of("campaigns", "adsets", "ads")) {
            assertThat(made(edge))
                    .extracting(object -> object.path("status").asText())
                    .containsOnly("PAUSED");
        }
        assertThat(items(jobId, "&kind=ad"))
                .extracting(item -> item.get("key"), item -> item.get("status"), item -> item.get("attempts"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("pt/beach", "succeeded", 1),
                        org.assertj.core.groups.Tuple.tuple("es/beach", "succeeded", 1));
        assertThat(items(jobId, "&kind=ad").stream().map(item -> item.get("id")).collect(Collectors.toSet()))
                .isEqualTo(
                        made("ads").stream().map(ad -> ad.path("id").asText()).collect(Collectors.toSet()));
    }

    @Test
    void hidesItsItemsFromListsOfJobs() {
        String jobId = accepted(launch("{}"));
        ServiceApi.awaitSuccess(jobId);

        given().get("/v1/jobs?client_id=" + client.id())
                .then()
                .body("jobs", hasSize(1))
                .body("jobs[0].job_id", equalTo(jobId));
        given().get("/v1/jobs?status=succeeded&client_id=" + client.id()).then().body("jobs", hasSize(1));
    }

    @Test
    void pagesThroughItsItems() {
        String jobId = accepted(launch("{}"));
        ServiceApi.awaitSuccess(jobId);

        Response first = given().get("/v1/jobs/" + jobId + "/items?limit=3");
        Response second = given().get("/v1/jobs/" + jobId + "/items?limit=3&cursor=" + first.path("next_cursor"));

        first.then().body("items.kind", equalTo(List.of("campaign", "adset", "adset")));
        second.then().body("items.kind", equalTo(List.of("ad", "ad"))).body("next_cursor", equalTo(null));
    }

    @Test
    void skipsOnlyWhatNeedsARefusedItem() {
        SandboxControl.faults("{'method':'POST','path':'/*/adsets','skip':1,'action':'error','status':400,"
                + "'error':{'code':100,'message':'No.'}}");
        String jobId = accepted(launch("{}"));

        ServiceApi.awaitEnd(jobId)
                .then()
                .body("status", equalTo("partial"))
                .body("error.type", equalTo("/problems/items-failed"))
                .body("progress.items_succeeded", equalTo(3))
                .body("progress.items_failed", equalTo(1))
                .body("progress.items_skipped", equalTo(1));
        assertThat(statuses(jobId).values())
                .containsExactlyInAnyOrder("succeeded", "succeeded", "succeeded", "failed", "skipped");
        assertThat(items(jobId, "&status=failed").get(0).toString()).contains("rejected-by-meta");
        assertThat(items(jobId, "&status=skipped").get(0).toString()).contains("dependency-failed");
        given().get("/v1/jobs/" + jobId + "/events").then().body("events.type", hasItem("item_failed"));
        given().get("/v1/jobs?status=partial&client_id=" + client.id()).then().body("jobs.job_id", hasItem(jobId));
        given().get("/v1/jobs?status=failed&client_id=" + client.id()).then().body("jobs", hasSize(0));

        List<JsonNode> before = made("ads");
        ServiceApi.post("/v1/jobs/" + jobId + "/retry", Map.of()).then().statusCode(202);
        ServiceApi.awaitSuccess(jobId).then().body("progress.items_succeeded", equalTo(5));

        assertThat(made("campaigns")).hasSize(1);
        assertThat(made("adsets")).hasSize(2);
        assertThat(made("ads")).hasSize(2).containsAll(before);
    }

    @Test
    void adoptsWhatWasCreatedThoughTheAnswerWasLost() {
        SandboxControl.faults(
                "{'method':'POST','path':'/*/campaigns','action':'drop_after'}",
                "{'method':'POST','path':'/*/ads','action':'drop_after'}");
        String jobId = accepted(launch("{}"));

        ServiceApi.awaitSuccess(jobId);
        assertThat(made("campaigns")).hasSize(1);
        assertThat(made("adsets")).hasSize(2);
        assertThat(made("ads")).hasSize(2);
    }

    @Test
    void waitsWhileTheAccountIsThrottled() {
        SandboxControl.faults("{'method':'POST','path':'/*/ads','action':'error','status':400,"
                + "'error':{'code':80004,'error_subcode':2446079}}");
        String jobId = accepted(launch("{}"));

        ServiceApi.awaitSuccess(jobId).then().body("progress.items_failed", equalTo(0));
        assertThat(made("ads")).hasSize(2);
    }

    @Test
    void reportsAllFaultsAndCreatesNothing() {
        ObjectNode launch =
                launch("{'campaign': {'name': 'Spring', 'objective': 'OUTCOME_TRAFFIC', 'daily_budget': 1000}}");
        ((ObjectNode) launch.at("/adsets/1"))
                .put("optimization_goal", "APP_INSTALLS")
                .put("colour", "blue");
        launch.withArray("/ads").addObject().put("adset", "pt").put("creative", "sea");

        send(launch)
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-request"))
                .body("errors.pointer", hasItem("/adsets/0/daily_budget"))
                .body("errors.pointer", hasItem("/adsets/1/daily_budget"))
                .body("errors.pointer", hasItem("/adsets/1/optimization_goal"))
                .body("errors.pointer", hasItem("/adsets/1/colour"))
                .body("errors.pointer", hasItem("/ads/0/creative"));
        assertThat(made("campaigns")).isEmpty();
        given().get("/v1/jobs?client_id=" + client.id()).then().body("jobs", hasSize(0));
    }

    @Test
    void answersAnIdempotencyKeyAgain() {
        ObjectNode launch = launch("{}");
        Response first = given().contentType("application/json")
                .header("Idempotency-Key", "launch-1")
                .body(launch.toString())
                .post("/v1/jobs/launches");
        Response again = given().contentType("application/json")
                .header("Idempotency-Key", "launch-1")
                .body(launch.toString())
                .post("/v1/jobs/launches");

        assertThat(again.<String>path("job_id")).isEqualTo(first.path("job_id"));
        ServiceApi.awaitSuccess(first.path("job_id"));
        assertThat(made("campaigns")).hasSize(1);
    }

    @Test
    void cancelsWhatHasNotBegun() {
        SandboxControl.set("latency_ms", 300);
        String jobId = accepted(launch("{}"));
        ServiceApi.awaitStatus(jobId, "running");
        ServiceApi.post("/v1/jobs/" + jobId + "/cancel", Map.of()).then().statusCode(202);

        ServiceApi.awaitEnd(jobId).then().body("status", equalTo("cancelled"));
        assertThat(statuses(jobId).values()).doesNotContain("queued", "running").contains("cancelled");

        SandboxControl.set("latency_ms", 0);
        ServiceApi.post("/v1/jobs/" + jobId + "/retry", Map.of()).then().statusCode(202);
        ServiceApi.awaitSuccess(jobId);
        assertThat(made("campaigns")).hasSize(1);
        assertThat(made("ads")).hasSize(2);
    }

    @Test
    void switchesTheCampaignOnLast() {
        String jobId = accepted(launch("{}"));
        ServiceApi.awaitSuccess(jobId);
        Response activation = ServiceApi.post("/v1/jobs/" + jobId + "/activate", Map.of());

        ServiceApi.awaitSuccess(ServiceApi.id(activation, "job_id"))
                .then()
                .body("type", equalTo("launch_activation"))
                .body("progress.items_succeeded", equalTo(5));
        for (String edge : List.of("campaigns", "adsets", "ads")) {
            assertThat(made(edge))
                    .extracting(object -> object.path("status").asText())
                    .containsOnly("ACTIVE");
        }
        List<String> order = new java.util.ArrayList<>();
        SandboxControl.state().path("calls").forEach(call -> {
            if (call.path("method").asText().equals("POST")
                    && call.path("path").asText().matches("/\\d+")) {
                order.add(call.path("path").asText().substring(1));
            }
        });
        assertThat(order).hasSize(5);
        assertThat(order.get(4)).isEqualTo(made("campaigns").get(0).path("id").asText());
        assertThat(order.subList(0, 2))
                .containsExactlyInAnyOrderElementsOf(
                        made("ads").stream().map(ad -> ad.path("id").asText()).toList());
    }

    @Test
    void deletesOnlyWhatItHasCreated() {
        String jobId = accepted(launch("{}"));
        ServiceApi.awaitSuccess(jobId);
        Response undo = ServiceApi.post("/v1/jobs/" + jobId + "/undo", Map.of("force", true));

        ServiceApi.awaitSuccess(ServiceApi.id(undo, "job_id"))
                .then()
                .body("type", equalTo("launch_undo"))
                .body("progress.items_succeeded", equalTo(5));
        given().get("/v1/creatives/" + creativeId + "?client_id=" + client.id())
                .then()
                .statusCode(200);
        for (String edge : List.of("campaigns", "adsets", "ads")) {
            assertThat(made(edge))
                    .extracting(object -> object.path("status").asText())
                    .containsOnly("DELETED");
        }
        Response again = ServiceApi.post("/v1/jobs/" + jobId + "/undo", Map.of("force", true));
        ServiceApi.awaitSuccess(ServiceApi.id(again, "job_id"));
    }

    @Test
    void undoesALaunchThatHasSpentNothingWithoutABody() {
        String jobId = accepted(launch("{}"));
        ServiceApi.awaitSuccess(jobId);
        String other = accepted(launch("{}"));
        ServiceApi.awaitSuccess(other);
        Response undo = given().header("Idempotency-Key", "undo").post("/v1/jobs/" + jobId + "/undo");
        Response again = given().header("Idempotency-Key", "undo").post("/v1/jobs/" + jobId + "/undo");
        Response ofTheOther = given().header("Idempotency-Key", "undo").post("/v1/jobs/" + other + "/undo");

        ServiceApi.awaitSuccess(ServiceApi.id(undo, "job_id"));
        assertThat(again.<String>path("job_id")).isEqualTo(undo.path("job_id"));
        ofTheOther.then().statusCode(422).body("type", equalTo("/problems/idempotency-mismatch"));
        assertThat(made("campaigns"))
                .extracting(campaign -> campaign.path("status").asText())
                .containsExactlyInAnyOrder("DELETED", "PAUSED");
    }

    /** A launch that creates creatives of a picture and ads of them, in an ad set that exists. */
    private ObjectNode creatives(String more) {
        String hash = ServiceApi.image(client, local.TestMedia.picture()).path("image_hash");
        ObjectNode launch = (ObjectNode) json("""
                {'name': 'Pictures', 'defaults': {'link': 'https://www.example.com/sale', 'message': 'Hello'},
                 'media': [{'key': 'beach', 'image_hash': '%s', 'name': 'Beach'}],
                 'creatives': [
                     {'key': 'a', 'kind': 'image', 'media': 'beach', 'headline': 'A', 'name': '{{media.name}} {{creative.key}}'},
                     {'key': 'b', 'kind': 'carousel', 'cards': [{'media': 'beach', 'headline': '1'}, {'media': 'beach', 'headline': '2'}]}],
                 'ads_matrix': {'adsets': ['old'], 'creatives': ['*']}%s}
                """.formatted(hash, more));
        launch.put("client_id", client.id());
        launch.putArray("adsets").addObject().put("key", "old").put("adset_id", ServiceApi.adSetId(client));
        return launch;
    }

    @Test
    void createsCreativesOfSeveralKinds() {
        String jobId = accepted(creatives(""));
        ServiceApi.awaitSuccess(jobId).then().body("progress.items_total", equalTo(4));

        assertThat(items(jobId, "&kind=creative"))
                .extracting(item -> item.get("key"), item -> item.get("step"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", "verify_creative"),
                        org.assertj.core.groups.Tuple.tuple("b", "verify_creative"));
        assertThat(made("adcreatives").stream()
                        .map(creative -> creative.path("name").asText()))
                .contains("Beach a", "Pictures b");
        List<String> ids = items(jobId, "&kind=creative").stream()
                .map(item -> (String) item.get("id"))
                .toList();
        assertThat(made("ads").stream().map(ad -> ad.at("/creative/creative_id")
                        .asText(ad.at("/creative/id").asText())))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void checksCreativesAsTheirOwnOperationsDo() {
        ObjectNode launch = creatives("");
        ((ObjectNode) launch.at("/creatives/0"))
                .put("call_to_action", "shop now")
                .put("colour", "blue");
        ((com.fasterxml.jackson.databind.node.ArrayNode) launch.at("/creatives/1/cards")).remove(1);

        send(launch)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/creatives/0/call_to_action"))
                .body("errors.pointer", hasItem("/creatives/0/colour"))
                .body("errors.pointer", hasItem("/creatives/1/cards"));
    }

    @Test
    void keepsCreativesThatExistedBefore() {
        ObjectNode launch = creatives("");
        String first = accepted(launch.deepCopy());
        ServiceApi.awaitSuccess(first);
        launch.remove("ads_matrix");
        String second = accepted(launch);
        ServiceApi.awaitSuccess(second);

        assertThat(items(second, ""))
                .extracting(item -> item.get("deduplicated"))
                .containsOnly(true);
        ServiceApi.post("/v1/jobs/" + second + "/undo", Map.of())
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/conflict"));
    }

    private static Response dryRun(ObjectNode launch) {
        return given().contentType("application/json").body(launch.toString()).post("/v1/jobs/launches?dry_run=true");
    }

    @Test
    void hasMetaCheckTheTreeAndCreatesNothing() {
        dryRun(launch("{}"))
                .then()
                .statusCode(200)
                .body("nodes.key", equalTo(List.of("campaign", "pt", "es", "pt/beach", "es/beach")))
                .body("nodes.status", equalTo(java.util.Collections.nCopies(5, "validated")))
                .body("estimate.calls", equalTo(5))
                .body("estimate.points", equalTo(15));
        assertThat(made("campaigns")).isEmpty();
        assertThat(made("ads")).isEmpty();
        given().get("/v1/jobs?client_id=" + client.id()).then().body("jobs", hasSize(0));
    }

    @Test
    void namesWhatMetaWouldRefuse() {
        SandboxControl.faults(
                "{'method':'POST','path':'/*/ads','action':'error','status':400,"
                        + "'error':{'code':100,'message':'No.','error_data':{'blame_field_specs':[['adset_spec','daily_budget']]}}}");

        Response answer = dryRun(launch("{}"));

        answer.then()
                .statusCode(200)
                .body("nodes[0].status", equalTo("validated"))
                .body("nodes[1].status", equalTo("refused"))
                .body("nodes[1].graph.code", equalTo(100))
                .body("nodes[2].status", equalTo("validated"))
                .body("nodes[3].status", equalTo("skipped"));
    }

    @Test
    void checksNewCreativesWithinAds() {
        ObjectNode launch = creatives("");
        launch.set("adsets", launch("{}").path("adsets"));
        launch.set("campaign", launch("{}").path("campaign"));
        launch.set("ads_matrix", json("{'adsets': ['*'], 'creatives': ['*']}"));

        Response answer = dryRun(launch);

        answer.then().statusCode(200);
        assertThat(answer.<List<String>>path("nodes.status"))
                .as(answer.asString())
                .containsOnly("validated");
        assertThat(made("adsets")).hasSize(1);
    }

    @Test
    void deletesWhatItHasCreatedWhereTheCallerWantsAllOrNothing() {
        SandboxControl.faults("{'method':'POST','path':'/*/ads','action':'error','status':400,"
                + "'error':{'code':100,'message':'No.'}}");
        String jobId = accepted(launch("{'on_failure': 'undo'}"));

        ServiceApi.awaitEnd(jobId).then().body("status", equalTo("partial"));
        org.awaitility.Awaitility.await("everything deleted")
                .atMost(java.time.Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    for (String edge : List.of("campaigns", "adsets", "ads")) {
                        assertThat(made(edge))
                                .extracting(object -> object.path("status").asText())
                                .containsOnly("DELETED");
                    }
                });
    }

    @Test
    void takesARowForEachAd() {
        String hash = ServiceApi.image(client, local.TestMedia.picture()).path("image_hash");
        String header =
                "client_id,campaign_name,campaign_objective,adset_name,adset_billing_event,adset_optimization_goal,"
                        + "adset_bid_amount,adset_daily_budget,adset_countries,creative_name,image_hash,link,message,ad_name\n";
        String first = client.id() + ",C,OUTCOME_TRAFFIC,A,IMPRESSIONS,LINK_CLICKS,100,2000,US CA,One," + hash
                + ",https://www.example.com/1,\"Hello, you\",First\n";
        String second = ",,,A,,,,,,Two," + hash + ",https://www.example.com/2,,\n";

        Response answer = given().contentType("text/csv; charset=utf-8")
                .body(header + first + second)
                .post("/v1/jobs/launches");

        ServiceApi.awaitSuccess(ServiceApi.id(answer, "job_id")).then().body("progress.items_total", equalTo(6));
        assertThat(made("adsets")).hasSize(1);
        assertThat(made("ads"))
                .extracting(ad -> ad.path("name").asText())
                .contains("First")
                .hasSize(2);
        assertThat(made("adcreatives").toString()).contains("Hello, you");
    }

    @Test
    void namesTheLineOfACsvThatContradictsItself() {
        String csv = "campaign_name,campaign_objective\nA,OUTCOME_TRAFFIC\nB,OUTCOME_TRAFFIC\n";

        given().contentType("text/csv; charset=utf-8")
                .body(csv)
                .post("/v1/jobs/launches")
                .then()
                .statusCode(400)
                .body("errors[0].detail", org.hamcrest.Matchers.containsString("line 3"));
        given().contentType("text/csv; charset=utf-8")
                .body("colour\nblue\n")
                .post("/v1/jobs/launches")
                .then()
                .statusCode(400)
                .body("errors[0].detail", org.hamcrest.Matchers.containsString("colour"));
    }

    @Test
    void downloadsMediaFirst() throws java.io.IOException {
        SandboxControl.set("video_processing_ms", 200);
        try (FileServer server = new FileServer(FileServer.sending(local.TestMedia.picture()))) {
            ObjectNode launch = creatives("");
            launch.set("media", json("[{'key': 'beach', 'name': 'Beach', 'url': '" + server.url("/beach.png") + "'}]"));
            String jobId = accepted(launch);

            ServiceApi.awaitSuccess(jobId).then().body("progress.items_total", equalTo(5));
            Map<String, Object> medium = items(jobId, "&kind=media").get(0);
            assertThat(medium.get("key")).isEqualTo("beach");
            given().get("/v1/media/" + medium.get("id"))
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("ready"))
                    .body("name", equalTo("Beach"));
        }
    }

    @Test
    void skipsCreativesAndAdsOfAFileThatIsNoPicture() throws java.io.IOException {
        try (FileServer server = new FileServer(
                FileServer.sending("<html>Sign in</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8)))) {
            ObjectNode launch = creatives("");
            launch.set("media", json("[{'key': 'beach', 'url': '" + server.url("/beach") + "'}]"));
            String jobId = accepted(launch);

            ServiceApi.awaitEnd(jobId).then().body("status", equalTo("failed"));
            assertThat(items(jobId, "&status=failed")).hasSize(1);
            assertThat(items(jobId, "&status=skipped")).hasSize(4);
        }
    }
}
