package graph;

import static org.assertj.core.api.Assertions.assertThat;

import clients.AppSecretProof;
import clients.TokenScheme;
import clients.Tokens;
import com.sun.net.httpserver.HttpServer;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outbound.OutboundClient;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/** The headers and parameters of a call as sent. */
class GraphHttpClientTest {

    private static final Map<String, String> PLACES = Map.of("token", "token-of-client", "secret", "secret-of-app");

    private final AtomicReference<String> query = new AtomicReference<>();
    private final AtomicReference<String> authorization = new AtomicReference<>();
    private final Set<String> headers = new TreeSet<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            query.set(exchange.getRequestURI().getRawQuery());
            authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
            headers.addAll(exchange.getRequestHeaders().keySet());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"/act_1/ads, ''", "/act_1/ads?limit=5, limit=5&"})
    void carriesTheTokenAndItsProof(String path, String before) throws IOException {
        call(path, "app-secret-ref", "MAP:secret");

        assertThat(authorization).hasValue("Bearer token-of-client");
        assertThat(query).hasValue(before + "appsecret_proof=" + AppSecretProof.of("token-of-client", "secret-of-app"));
        assertThat(headers).noneMatch(name -> name.toLowerCase().startsWith("x-creative"));
    }

    @ParameterizedTest
    @CsvSource("/act_1/ads")
    void carriesNoProofWithoutASecret(String path) throws IOException {
        call(path);

        assertThat(authorization).hasValue("Bearer token-of-client");
        assertThat(query).hasNullValue();
    }

    private void call(String path, String... config) throws IOException {
        GraphHttpClient configurer =
                new GraphHttpClient(new Tokens(List.of(new MapScheme())), GraphFixtures.config(config));
        HttpClientBuilder builder = HttpClientBuilder.create();
        configurer.configureHttpClient(builder);
        HttpGet get = new HttpGet("http://127.0.0.1:" + server.getAddress().getPort() + path);
        get.setHeader(GraphHttpClient.TOKEN_REF, "MAP:token");
        get.setHeader(OutboundClient.TIME_LEFT_MILLIS, "5000");
        try (CloseableHttpClient client = builder.build()) {
            assertThat(client.<Integer>execute(get, answer -> answer.getCode())).isEqualTo(204);
        }
    }

    private static final class MapScheme implements TokenScheme {
        @Override
        public String name() {
            return "MAP";
        }

        @Override
        public Optional<String> read(String place) {
            return Optional.ofNullable(PLACES.get(place));
        }
    }
}
