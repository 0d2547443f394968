package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.facebook.ads.sdk.APIContext;
import com.facebook.ads.sdk.APIException;
import com.facebook.ads.sdk.Ad;
import com.facebook.ads.sdk.AdAccount;
import com.facebook.ads.sdk.AdCreative;
import com.facebook.ads.sdk.AdCreativeLinkData;
import com.facebook.ads.sdk.AdCreativeObjectStorySpec;
import com.facebook.ads.sdk.AdImage;
import com.facebook.ads.sdk.AdSet;
import com.facebook.ads.sdk.AdVideo;
import com.facebook.ads.sdk.Campaign;
import com.facebook.ads.sdk.Targeting;
import com.facebook.ads.sdk.TargetingGeoLocation;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.ext.web.Router;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Meta's own Java client against the sandbox. It speaks https only, so the sandbox is served with a certificate made
 * for this run, which only this test trusts.
 */
class MetaSdkTest {
    private static final String PASSWORD = "only-for-a-test";

    @TempDir
    static Path directory;

    private static Vertx vertx;
    private static SSLSocketFactory usualSockets;
    private static APIContext context;

    private final AdAccount account = new AdAccount("act_4711", context);

    @BeforeAll
    static void serve() throws Exception {
        Path keyStore = directory.resolve("keys.p12");
        makeCertificate(keyStore);
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        new Sandbox(vertx).mount(router);
        HttpServerOptions tls = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PfxOptions().setPath(keyStore.toString()).setPassword(PASSWORD));
        int port = vertx.createHttpServer(tls)
                .requestHandler(router)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
        usualSockets = HttpsURLConnection.getDefaultSSLSocketFactory();
        HttpsURLConnection.setDefaultSSLSocketFactory(trusting(keyStore));
        String endpoint = "https://localhost:" + port + "/sandbox";
        APIContext.disableCrashReport();
        context = new APIContext(endpoint, endpoint, "v24.0", "token-of-a-test", null, null, false);
    }

    @AfterAll
    static void stop() throws Exception {
        HttpsURLConnection.setDefaultSSLSocketFactory(usualSockets);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void makesAWholeChainAndReadsItBack() throws Exception {
        Campaign campaign = campaign();
        AdSet adSet = account.createAdSet()
                .setName("SDK ad set")
                .setCampaignId(campaign.getId())
                .setBillingEvent(AdSet.EnumBillingEvent.VALUE_IMPRESSIONS)
                .setOptimizationGoal(AdSet.EnumOptimizationGoal.VALUE_LINK_CLICKS)
                .setDailyBudget(1000L)
                .setStatus(AdSet.EnumStatus.VALUE_PAUSED)
                .setTargeting(new Targeting()
                        .setFieldGeoLocations(new TargetingGeoLocation().setFieldCountries(List.of("US")))
                        .setFieldTargetingAutomation("{\"advantage_audience\":0}"))
                .execute();
        AdImage image = image();
        AdCreative creative = account.createAdCreative()
                .setName("SDK creative")
                .setObjectStorySpec(new AdCreativeObjectStorySpec()
                        .setFieldPageId("77")
                        .setFieldLinkData(new AdCreativeLinkData()
                                .setFieldLink("https://example.com/")
                                .setFieldMessage("Hello")
                                .setFieldImageHash(image.getFieldHash())))
                .execute();
        Ad ad = account.createAd()
                .setName("SDK ad")
                .setAdsetId(adSet.getId())
                .setCreative("{\"creative_id\":\"" + creative.getId() + "\"}")
                .setStatus(Ad.EnumStatus.VALUE_PAUSED)
                .execute();

        Ad read = new Ad(ad.getId(), context)
                .get()
                .requestNameField()
                .requestStatusField()
                .requestAdsetIdField()
                .requestCreativeField()
                .execute();
        assertThat(read.getFieldName()).isEqualTo("SDK ad");
        assertThat(read.getFieldStatus()).isEqualTo(Ad.EnumStatus.VALUE_PAUSED);
        assertThat(read.getFieldAdsetId()).isEqualTo(adSet.getId());
        assertThat(read.getFieldCreative().getId()).isEqualTo(creative.getId());

        AdSet readAdSet = new AdSet(adSet.getId(), context)
                .get()
                .requestDailyBudgetField()
                .requestTargetingField()
                .execute();
        assertThat(readAdSet.getFieldDailyBudget()).isEqualTo("1000");
        assertThat(readAdSet.getFieldTargeting().getFieldGeoLocations().getFieldCountries())
                .containsExactly("US");

        AdCreative readCreative = new AdCreative(creative.getId(), context)
                .get()
                .requestObjectStorySpecField()
                .requestObjectTypeField()
                .requestImageHashField()
                .execute();
        assertThat(readCreative.getFieldImageHash()).isEqualTo(image.getFieldHash());
        assertThat(readCreative.getFieldObjectStorySpec().getFieldLinkData().getFieldMessage())
                .isEqualTo("Hello");

        assertThat(account.getAds().requestNameField().execute())
                .extracting(Ad::getFieldName)
                .contains("SDK ad");
    }

    @Test
    void changesAndDeletes() throws Exception {
        Campaign campaign = campaign();

        campaign.update().setStatus(Campaign.EnumStatus.VALUE_ACTIVE).execute();
        assertThat(status(campaign)).isEqualTo(Campaign.EnumStatus.VALUE_ACTIVE);
        campaign.delete().execute();
        assertThat(status(campaign)).isEqualTo(Campaign.EnumStatus.VALUE_DELETED);
    }

    @Test
    void followsPages() throws Exception {
        AdAccount crowded = new AdAccount("act_4712", context);
        for (int i = 0; i < 5; i++) {
            campaign(crowded);
        }

        int found = 0;
        for (Campaign campaign :
                crowded.getCampaigns().setParam("limit", 2).execute().withAutoPaginationIterator(true)) {
            assertThat(campaign.getId()).isNotEmpty();
            found++;
        }

        assertThat(found).isEqualTo(5);
    }

    @Test
    void uploadsAVideo() throws Exception {
        Path file = Files.write(directory.resolve("film.mp4"), Samples.bytes(100_000, 1));

        AdVideo video = account.createAdVideo()
                .setSource(file.toFile())
                .setTitle("Film")
                .execute();

        Awaitility.await().until(() -> new AdVideo(video.getId(), context)
                .get()
                .requestStatusField()
                .execute()
                .getFieldStatus()
                .getFieldVideoStatus()
                .equals("ready"));
    }

    @Test
    void readsErrors() {
        assertThatThrownBy(() -> account.createCampaign().setName("n").execute())
                .isInstanceOfSatisfying(APIException.class, e -> {
                    var error = Json.parse(e.getRawResponse()).path("error");
                    assertThat(error.path("code").asInt()).isEqualTo(100);
                    assertThat(error.path("message").asText()).contains("special_ad_categories");
                });
    }

    private Campaign campaign() throws APIException {
        return campaign(account);
    }

    private static Campaign campaign(AdAccount account) throws APIException {
        return account.createCampaign()
                .setName("SDK campaign")
                .setObjective(Campaign.EnumObjective.VALUE_OUTCOME_TRAFFIC)
                .setStatus(Campaign.EnumStatus.VALUE_PAUSED)
                .setSpecialAdCategories(List.of(Campaign.EnumSpecialAdCategories.VALUE_NONE))
                .setIsAdsetBudgetSharingEnabled(false)
                .execute();
    }

    private AdImage image() throws Exception {
        Path file = Files.write(directory.resolve("picture.jpg"), PaintedPictures.jpeg("sdk"));
        return account.createAdImage().addUploadFile("picture", file.toFile()).execute();
    }

    private static Campaign.EnumStatus status(Campaign campaign) throws APIException {
        return new Campaign(campaign.getId(), context)
                .get()
                .requestStatusField()
                .execute()
                .getFieldStatus();
    }

    /** The JDK has no public API that makes certificates, but a tool. */
    private static void makeCertificate(Path keyStore) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "sandbox",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keyStore.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
    }

    private static SSLSocketFactory trusting(Path keyStore) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(keyStore)) {
            keys.load(stream, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("sandbox", keys.getCertificate("sandbox"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext ssl = SSLContext.getInstance("TLS");
        ssl.init(null, trust.getTrustManagers(), null);
        return ssl.getSocketFactory();
    }
}
