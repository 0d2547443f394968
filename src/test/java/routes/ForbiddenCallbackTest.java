package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import local.TestMedia;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.TestClients.TestClient;

import jakarta.inject.Inject;

/** A job with a forbidden callback address is rejected. */
@QuarkusTest
@TestProfile(TracedService.class)
class ForbiddenCallbackTest {

    @Inject
    TestClients clients;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.com/",
                "https://127.0.0.1/",
                "https://0x7f.1/",
                "https://[::ffff:169.254.169.254]/latest/meta-data/",
                "https://localhost:8080/v1/jobs",
                "https://user:password@hooks.example.com/",
                "ftp://hooks.example.com/",
                "https://hooks.example.com:0/",
                "https://hooks.example.com:99999/",
                "hooks.example.com"
            })
    void isRejectedWithTheJob(String url) {
        TestClient client = clients.register();

        ServiceApi.form(client, "Film")
                .multiPart("video", "film.mp4", TestMedia.video())
                .multiPart("callback_url", url)
                .post("/v1/jobs/creatives/video")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid-request"))
                .body("errors[0].field", equalTo("callback_url"));

        assertThat(RestAssured.given()
                        .queryParam("client_id", client.id())
                        .get("/v1/jobs")
                        .<Integer>path("jobs.size()"))
                .isZero();
    }
}
