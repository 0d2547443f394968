package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import calls.ApiCall;
import calls.HeldKey;
import calls.Reply;
import calls.TestCalls;
import clients.Client;
import graph.GraphRequest;
import idempotency.IdempotencyKeys;
import intents.IntentRepository;
import intents.KeptAnswer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import local.TestMedia;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.TestClients.TestClient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jakarta.inject.Inject;

/** A call repeated with its Idempotency-Key gets the stored answer, and is never executed twice. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class IdempotencyTest {

    private static final Duration REPEAT_LIMIT = Duration.ofSeconds(30);

    @Inject
    TestClients clients;

    @Inject
    TestIdempotencyKeys keys;

    @Inject
    IdempotencyKeys idempotency;

    @Inject
    IntentRepository intents;

    @ConfigProperty(name = "creative.blobs.dir")
    Path blobs;

    private final ExecutorService callers = Executors.newFixedThreadPool(20);
    private TestClient client;
    private String key;
    private Set<String> nobodysBefore;

    @BeforeEach
    void register() throws IOException {
        SandboxControl.reset();
        client = clients.register();
        key = "key of " + client.id();
        nobodysBefore = nobodysBlobs();
    }

    @AfterEach
    void stopCallers() {
        callers.shutdownNow();
    }

    /** The calls that create, with their requirements. */
    private enum Creation {
        CAMPAIGN("campaigns", "campaign_id") {
            @Override
            Supplier<Response> call(TestClient client, String key) {
                return () -> campaign(client, key, "Spring");
            }
        },
        AD_SET("adsets", "adset_id") {
            @Override
            Supplier<Response> call(TestClient client, String key) {
                Map<String, Object> body = ServiceApi.adSet(client, ServiceApi.campaignId(client));
                return () -> post("/v1/adsets", key, body);
            }
        },
        AD("ads", "ad_id") {
            @Override
            Supplier<Response> call(TestClient client, String key) {
                Map<String, Object> body =
                        ServiceApi.ad(client, ServiceApi.adSetId(client), ServiceApi.creativeId(client));
                return () -> post("/v1/ads", key, body);
            }
        },
        IMAGE_CREATIVE("adcreatives", "creative_id") {
            @Override
            Supplier<Response> call(TestClient client, String key) {
                return () -> image(client, key, TestMedia.picture());
            }
        };

        private final String edge;
        private final String idField;

        Creation(String edge, String idField) {
            this.edge = edge;
            this.idField = idField;
        }

        abstract Supplier<Response> call(TestClient client, String key);
    }

    @ParameterizedTest
    @EnumSource(Creation.class)
    void answersARepetitionAgain(Creation creation) {
        Supplier<Response> call = creation.call(client, key);

        Response first = call.get();
        Response second = call.get();

        String id = ServiceApi.id(first, creation.idField);
        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertReplayed(second, first);
        assertThat(ids(creation.edge)).containsExactly(id);
        assertThat(SandboxControl.calls(client, "POST", creation.edge)).hasSize(1);
    }

    @Test
    void answersARepeatedJobAgain() throws IOException {
        Response first = video(client, key, TestMedia.video());
        Response second = video(client, key, TestMedia.video());

        String jobId = ServiceApi.id(first, "job_id");
        assertReplayed(second, first);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.header("Location"))
                .isEqualTo(first.header("Location"))
                .isEqualTo("/v1/jobs/" + jobId);
        assertThat(jobs()).containsExactly(jobId);
    }

    @Test
    void takesTheSameRequestInAnotherSpellingForTheSame() {
        Response first = post(
                "/v1/campaigns",
                key,
                "{\"client_id\": \"%s\", \"name\": \"Spring\", \"objective\": \"OUTCOME_TRAFFIC\"}"
                        .formatted(client.id()));
        Response second = post(
                "/v1/campaigns",
                key,
                "{\"objective\":\"OUTCOME_TRAFFIC\",\"name\":\"Spr\\u0069ng\",\"client_id\":\"%s\"}"
                        .formatted(client.id()));

        assertReplayed(second, first);
    }

    @Test
    void refusesAKeyThatStandsForAnotherRequest() {
        campaign(client, key, "Spring");

        assertProblem(campaign(client, key, "Autumn"), 422, "idempotency-mismatch");
        assertProblem(image(client, key, TestMedia.picture()), 422, "idempotency-mismatch");
        assertThat(ids("campaigns")).hasSize(1);
        assertThat(ids("adcreatives")).isEmpty();
        assertThat(campaign(client, key, "Spring").header("Idempotent-Replayed"))
                .isEqualTo("true");
    }

    @Test
    void looksAtTheBytesOfFiles() throws IOException {
        Response first = video(client, key, TestMedia.video());
        byte[] other = TestMedia.video();
        other[other.length - 1]++;

        assertProblem(video(client, key, other), 422, "idempotency-mismatch");
        assertThat(jobs()).containsExactly(ServiceApi.id(first, "job_id"));
    }

    @Test
    void keepsTheKeysOfClientsApart() {
        TestClient other = clients.register();

        String mine = ServiceApi.id(campaign(client, key, "Spring"), "campaign_id");
        String theirs = ServiceApi.id(campaign(other, key, "Autumn"), "campaign_id");

        assertThat(mine).isNotEqualTo(theirs);
    }

    @Test
    void repeatsARejectionOfInvalidInput() {
        Map<String, Object> body = ServiceApi.adSet(client, "120000000000000001");

        Response first = post("/v1/adsets", key, body);
        Response second = post("/v1/adsets", key, body);

        assertProblem(first, 422, "rejected-by-meta");
        assertReplayed(second, first);
        assertThat(second.contentType()).isEqualTo("application/problem+json");
        assertThat(SandboxControl.calls(client, "POST", "adsets")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'action':'error','status':400,'error':{'code':190}}               | 424 | token-rejected
            {'action':'error','status':400,'error':{'code':17}}                | 429 | account-throttled
            """)
    void runsAgainWhatFailedForAnotherReason(String fault, int status, String kind) throws SQLException {
        SandboxControl.faults(fault.replace("{'action'", "{'method':'POST','path':'/act_*/campaigns','action'"));

        assertProblem(campaign(client, key, "Spring"), status, kind);
        clients.setAgain(client);
        Response second = awaitAnswer(() -> campaign(client, key, "Spring"));

        assertThat(ids("campaigns")).containsExactly(ServiceApi.id(second, "campaign_id"));
    }

    @ParameterizedTest
    @EnumSource(Creation.class)
    void makesOneObjectForCallsAtTheSameTime(Creation creation) throws Exception {
        SandboxControl.set("latency_ms", 50);
        Supplier<Response> call = creation.call(client, key);

        List<Response> answers = atOnce(20, call);

        assertOneAnswer(answers, creation.idField);
        assertThat(ids(creation.edge)).hasSize(1);
    }

    @Test
    void acceptsOneJobForCallsAtTheSameTime() throws Exception {
        List<Response> answers = atOnce(10, () -> video(client, key, TestMedia.video()));

        String jobId = assertOneAnswer(answers, "job_id");
        assertThat(jobs()).containsExactly(jobId);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action':'drop'}",
                "{'action':'drop_after'}",
                "{'action':'drop_after','times':2}",
                "{'action':'error_after','status':500,'error':{'code':2}}",
                "{'action':'error_after','status':500,'error':{'code':2},'times':9}",
                "{'action':'delay_after','delay_ms':2500}",
                "{'action':'delay','delay_ms':2500}",
                "{'action':'delay_after','delay_ms':8000}"
            })
    void makesOneObjectHoweverAnswersAreLost(String fault) {
        SandboxControl.faults(fault.replaceFirst("\\{", "{'method':'POST','path':'/act_*/campaigns',"));

        Response answer = awaitAnswer(() -> campaign(client, key, "Spring"));

        String id = ServiceApi.id(answer, "campaign_id");
        assertThat(ids("campaigns")).containsExactly(id);
        assertReplayed(campaign(client, key, "Spring"), answer);
    }

    @Test
    void goesOnWhereAnOutcomeStayedUnknown() {
        // The object exists at once, but the caller's deadline passes before the list can be read.
        SandboxControl.faults(
                "{'method':'POST','path':'/act_*/campaigns','action':'drop_after'}",
                "{'method':'GET','path':'/act_*/campaigns','action':'error','status':400,'error':{'code':17}}");

        assertThat(campaign(client, key, "Spring").statusCode()).isEqualTo(504);
        Response second = awaitAnswer(() -> campaign(client, key, "Spring"));

        assertThat(ids("campaigns")).containsExactly(ServiceApi.id(second, "campaign_id"));
        assertThat(SandboxControl.calls(client, "POST", "campaigns")).hasSize(1);
    }

    @Test
    void waitsForARunThatIsAlive() {
        Response first = campaign(client, key, "Spring");
        keys.reopen(client, key, Duration.ofSeconds(60));

        Response second = campaign(client, key, "Spring");
        assertProblem(second, 409, "in-progress");
        assertThat(second.header("Retry-After")).isEqualTo("1");
        assertProblem(campaign(client, key, "Autumn"), 422, "idempotency-mismatch");
        assertThat(ids("campaigns")).containsExactly(ServiceApi.id(first, "campaign_id"));
    }

    @ParameterizedTest
    @EnumSource(Creation.class)
    void takesOverFromARunThatDiedAfterTheObjectWasKnown(Creation creation) {
        Supplier<Response> call = creation.call(client, key);
        String id = ServiceApi.id(call.get(), creation.idField);
        keys.reopen(client, key, Duration.ZERO);

        Response second = call.get();

        assertThat(ServiceApi.id(second, creation.idField)).isEqualTo(id);
        assertThat(second.header("Idempotent-Replayed")).isNull();
        assertThat(ids(creation.edge)).containsExactly(id);
    }

    @ParameterizedTest
    @EnumSource(Creation.class)
    void takesOverFromARunThatDiedInsideTheCreate(Creation creation) {
        Supplier<Response> call = creation.call(client, key);
        String id = ServiceApi.id(call.get(), creation.idField);
        keys.reopen(client, key, Duration.ZERO);
        keys.forgetObject(client, key);

        Response second = call.get();

        assertThat(ServiceApi.id(second, creation.idField)).isEqualTo(id);
        assertThat(ids(creation.edge)).containsExactly(id);
    }

    @Test
    void takesOverFromARunThatDiedBeforeItDidAnything() throws IOException {
        String first = ServiceApi.id(video(client, key, TestMedia.video()), "job_id");
        keys.copyAsDead(client, key, "another " + key);

        String second = ServiceApi.id(video(client, "another " + key, TestMedia.video()), "job_id");

        assertThat(jobs()).containsExactly(second, first);
    }

    /** If the process dies now, the next request looks the object up first. */
    @Test
    void writesTheIntentWithTheKey() throws Exception {
        ApiCall run = claim();

        assertThat(keys.isIntentOpen(client, key)).isTrue();
        assertThat(run.intent().intentKey()).isEqualTo(run.intentKey());
        run.end();
    }

    /** A run considered dead writes nothing with a key that another run holds now. */
    @ParameterizedTest
    @ValueSource(ints = {201, 503})
    void keepsNothingForARunThatLostItsKey(int status) throws Exception {
        ApiCall late = claim();
        keys.reopen(client, key, Duration.ofSeconds(60));

        intents.settle(late.intent(), "1", answer(late, "1"));
        late.reply(new Reply(status, Reply.JSON, "{}", Map.of()));
        idempotency.conclude(late);
        late.end();

        assertThat(keys.isHeld(client, key)).isTrue();
    }

    /** Another process settled the intent first: the object of this run is a duplicate. */
    @Test
    void keepsNoAnswerWithAnotherObject() throws Exception {
        ApiCall run = claim();
        intents.settle(run.intent(), "1", null);

        assertThat(intents.settle(run.intent(), "2", answer(run, "2")).objectId())
                .isEqualTo("1");
        assertThat(keys.isHeld(client, key)).isTrue();

        intents.settle(run.intent(), "1", answer(run, "1"));
        assertThat(keys.isHeld(client, key)).isFalse();
        run.end();
    }

    /** A run that holds its key and will create a campaign. */
    private ApiCall claim() throws Exception {
        ApiCall run = TestCalls.call("createCampaign", "{}", Map.of(ApiCall.IDEMPOTENCY_KEY, key));
        run.actFor(new Client(
                client.id(),
                client.adAccountId(),
                client.pageId(),
                null,
                "ENV:TOKEN",
                true,
                Set.of(),
                Set.of(),
                null,
                null,
                null,
                null));
        run.create(new graph.Creation(
                graph.Creation.Kind.CAMPAIGN,
                run.intentKey(),
                client.id(),
                null,
                null,
                "Spring",
                GraphRequest.create(run.account(), "campaigns", Map.of())));
        idempotency.claim(run, true);
        return run;
    }

    private static KeptAnswer answer(ApiCall run, String objectId) {
        HeldKey held = run.held();
        return new KeptAnswer(held.clientId(), held.key(), held.owner(), 201, "{\"campaign_id\":\"" + objectId + "\"}");
    }

    @Test
    void runsAgainAfterTheKeysTime() {
        String first = ServiceApi.id(campaign(client, key, "Spring"), "campaign_id");
        keys.age(client, key, Duration.ofHours(25));
        await("the old key is gone").atMost(REPEAT_LIMIT).until(() -> !keys.exists(client, key));

        String second = ServiceApi.id(campaign(client, key, "Autumn"), "campaign_id");

        assertThat(ids("campaigns")).containsExactlyInAnyOrder(first, second);
    }

    /** Failures after the create do not affect the create. */
    @Test
    void answersAgainThoughTheEndHasPassed() {
        Map<String, Object> adSet = ServiceApi.adSet(client, ServiceApi.campaignId(client));
        Instant end = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);
        adSet.put("end_time", end.toString());
        Supplier<Response> call = () -> post("/v1/adsets", key, adSet);
        Response first = call.get();
        String id = ServiceApi.id(first, "adset_id");
        await("the end").atMost(REPEAT_LIMIT).until(() -> Instant.now().isAfter(end));

        assertReplayed(call.get(), first);
        assertResumed(call, "adset_id", id);
        Response another = post("/v1/adsets", "another " + key, adSet);
        assertProblem(another, 422, "preflight");
        assertReplayed(post("/v1/adsets", "another " + key, adSet), another);
        assertThat(ids("adsets")).containsExactly(id);
    }

    @Test
    void answersAgainThoughTheClientLostThePage() throws SQLException {
        TestClient other = clients.register();
        clients.allowPage(client, other.pageId());
        Map<String, Object> adSet = ServiceApi.adSet(client, ServiceApi.campaignId(client));
        adSet.put("promoted_object", Map.of("page_id", other.pageId()));
        Supplier<Response> call = () -> post("/v1/adsets", key, adSet);
        Response first = await("the page").atMost(REPEAT_LIMIT).until(call::get, answer -> answer.statusCode() == 201);
        String id = ServiceApi.id(first, "adset_id");
        clients.withdrawPage(client, other.pageId());
        await("the page is withdrawn")
                .atMost(REPEAT_LIMIT)
                .until(() ->
                        post("/v1/adsets?dry_run=true", "another " + key, adSet).statusCode() == 403);

        assertReplayed(call.get(), first);
        assertResumed(call, "adset_id", id);
        assertProblem(post("/v1/adsets", "another " + key, adSet), 403, "forbidden");
        assertThat(ids("adsets")).containsExactly(id);
    }

    @Test
    void answersAgainThoughTheInstagramAccountWentToAnotherClient() throws SQLException, IOException {
        TestClient other = clients.register();
        String account = "98" + other.accountNumber();
        Supplier<Response> call = () -> onInstagram(key, account)
                .multiPart("image", "praia.png", TestMedia.picture())
                .post("/v1/creatives/image");
        Supplier<Response> job = () -> onInstagram("video " + key, account)
                .multiPart("video", "film.mp4", TestMedia.video())
                .post("/v1/jobs/creatives/video");
        Response first = call.get();
        String id = ServiceApi.id(first, "creative_id");
        Response accepted = job.get();
        ServiceApi.id(accepted, "job_id");
        clients.setInstagram(other, account);

        assertReplayed(job.get(), accepted);
        assertReplayed(call.get(), first);
        assertResumed(call, "creative_id", id);
        assertProblem(
                onInstagram("another " + key, account)
                        .multiPart("image", "praia.png", TestMedia.picture())
                        .post("/v1/creatives/image"),
                403,
                "forbidden");
    }

    private RequestSpecification onInstagram(String key, String account) {
        return ServiceApi.form(client, "Praia").header("Idempotency-Key", key).multiPart("instagram_user_id", account);
    }

    /** The run died during the create: its retry adopts the object. */
    private void assertResumed(Supplier<Response> call, String idField, String id) {
        keys.reopen(client, key, Duration.ZERO);
        keys.forgetObject(client, key);
        assertThat(ServiceApi.id(call.get(), idField)).isEqualTo(id);
    }

    @Test
    void isNotInTheWayOfARequestWithoutAClient() {
        TestClient nobody = new TestClient("nobody", "act_1", "1");

        assertProblem(campaign(nobody, key, "Spring"), 400, "invalid-request");
        assertProblem(video(nobody, key, TestMedia.video()), 400, "invalid-request");
        assertProblem(campaign(clients.registerDisabled(), key, "Spring"), 403, "forbidden");
    }

    @Test
    void leavesAKeyToTheRequestThatTheContractAllows() {
        assertProblem(post("/v1/campaigns", key, Map.of("client_id", client.id())), 400, "invalid-request");

        ServiceApi.id(campaign(client, key, "Spring"), "campaign_id");
    }

    @Test
    void wantsKeysThatCanBeRead() {
        assertProblem(campaign(client, "k".repeat(256), "Spring"), 400, "invalid-request");
        assertProblem(campaign(client, "", "Spring"), 400, "invalid-request");
        assertProblem(campaign(client, "tab\there", "Spring"), 400, "invalid-request");
        ServiceApi.id(campaign(client, "~".repeat(255), "Spring"), "campaign_id");
    }

    private static Response campaign(TestClient client, String key, String name) {
        return post("/v1/campaigns", key, ServiceApi.body(client, "name", name, "objective", "OUTCOME_TRAFFIC"));
    }

    private static Response post(String path, String key, Object body) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post(path);
    }

    private static Response image(TestClient client, String key, byte[] picture) {
        return ServiceApi.form(client, "Praia")
                .header("Idempotency-Key", key)
                .multiPart("image", "praia.png", picture)
                .post("/v1/creatives/image");
    }

    private static Response video(TestClient client, String key, byte[] video) {
        return ServiceApi.form(client, "Film")
                .header("Idempotency-Key", key)
                .multiPart("thumbnail", "still.png", TestMedia.picture())
                .multiPart("video", "film.mp4", video)
                .post("/v1/jobs/creatives/video");
    }

    /** Retries a call, as the answers instruct callers to, until the answer is final. */
    private static Response awaitAnswer(Supplier<Response> call) {
        return await("a final answer")
                .atMost(REPEAT_LIMIT)
                .pollDelay(Duration.ZERO)
                .until(call::get, answer -> answer.statusCode() < 300);
    }

    private List<Response> atOnce(int count, Supplier<Response> call) throws Exception {
        List<Future<Response>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            running.add(callers.submit(call::get));
        }
        List<Response> answers = new ArrayList<>();
        for (Future<Response> answer : running) {
            answers.add(answer.get());
        }
        return answers;
    }

    private static void assertReplayed(Response second, Response first) {
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.statusCode()).isEqualTo(first.statusCode());
        assertThat(second.asString()).isEqualTo(first.asString());
    }

    /** All answers are the same, or report that the request is in progress; returns the id. */
    private static String assertOneAnswer(List<Response> answers, String idField) {
        assertThat(answers).extracting(Response::statusCode).isSubsetOf(201, 202, 409);
        List<String> ids = answers.stream()
                .filter(answer -> answer.statusCode() != 409)
                .map(answer -> answer.<String>path(idField))
                .distinct()
                .toList();
        assertThat(ids).hasSize(1);
        return ids.get(0);
    }

    private static void assertProblem(Response answer, int status, String kind) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.<String>path("type")).isEqualTo("/problems/" + kind);
    }

    private List<String> ids(String edge) {
        return SandboxControl.objects(edge, client).stream()
                .map(object -> object.path("id").asText())
                .toList();
    }

    /** The client's jobs, each of which has its blobs or no longer needs them. */
    private List<String> jobs() throws IOException {
        List<String> ids =
                given().queryParam("client_id", client.id()).get("/v1/jobs").path("jobs.job_id");
        assertThat(nobodysBlobs()).as("blobs of no job").isSubsetOf(nobodysBefore);
        return ids;
    }

    private Set<String> nobodysBlobs() throws IOException {
        Path jobs = blobs.resolve("jobs");
        if (!Files.isDirectory(jobs)) {
            return Set.of();
        }
        try (Stream<Path> folders = Files.list(jobs)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(folder -> keys.isNobodys(UUID.fromString(folder)))
                    .collect(Collectors.toSet());
        }
    }
}
