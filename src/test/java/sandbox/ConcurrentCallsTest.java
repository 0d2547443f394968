package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;
import static sandbox.Samples.campaign;
import static sandbox.Samples.linkCreative;
import static sandbox.Samples.with;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sandbox.GraphClient.Part;
import sandbox.GraphClient.Reply;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Calls come on several event loops at the same time. */
class ConcurrentCallsTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private static final int CALLS = 200;

    private final GraphClient client = SERVER.client();

    @Test
    void eachCreateMakesOneObject() {
        Set<String> ids = idsOf("/campaigns", with(campaign(), "adlabels", "[{\"name\":\"the same\"}]"));

        assertThat(ids).hasSize(CALLS);
        assertThat(client.state().at("/objects/campaigns")).hasSize(CALLS);
        assertThat(client.state().at("/objects/adlabels")).hasSize(1);
        assertThat(client.state().path("calls")).hasSize(CALLS);
    }

    @Test
    void equalCreativesAreOne() {
        Map<String, String> creative = linkCreative(Samples.imageHash(client));

        assertThat(idsOf("/adcreatives", creative)).hasSize(1);
        assertThat(client.state().at("/objects/adcreatives")).hasSize(1);
    }

    @Test
    void aWindowIsTakenOverOnce() {
        byte[] bytes = Samples.bytes(500_000, 11);
        client.settings("{\"chunk_bytes\":500000}");
        String session = client.post(ACCOUNT + "/advideos", "upload_phase", "start", "file_size", "1000000")
                .body()
                .path("upload_session_id")
                .asText();

        long taken = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> client.postMultipart(
                        ACCOUNT + "/advideos",
                        Map.of("upload_phase", "transfer", "upload_session_id", session, "start_offset", "0"),
                        new Part("video_file_chunk", "c", bytes))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .filter(reply -> reply.status() == 200)
                .count();

        assertThat(taken).isEqualTo(1);
    }

    private Set<String> idsOf(String edge, Map<String, String> params) {
        return IntStream.range(0, CALLS).mapToObj(i -> client.postAsync(ACCOUNT + edge, params)).toList().stream()
                .map(CompletableFuture::join)
                .map(Reply::id)
                .collect(Collectors.toSet());
    }
}
