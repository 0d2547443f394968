package queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.redis.client.Command;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The component without CDI and Quarkus. */
class RedisStreamComponentTest extends RedisStreamTestSupport {

    private static final Pattern CALLS = Pattern.compile("cmdstat_(eval|evalsha):calls=(\\d+)");

    @Test
    void isFoundByItsSchemeAndNeedsOnlyAUrl() throws Exception {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    context.getComponent("redis-stream", RedisStreamComponent.class)
                            .setUrl(server.uri());
                    from("redis-stream:" + stream)
                            .process(exchange ->
                                    received.add(exchange.getMessage().getBody(String.class)));
                }
            });
            context.start();
            context.createProducerTemplate().sendBody("redis-stream:" + stream, "hello");
            await().until(() -> received.contains("hello"));
        }
    }

    @Test
    void saysWhatToSetWhereThereIsNoServer() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            assertThatThrownBy(() -> context.getEndpoint("redis-stream:orders"))
                    .hasRootCauseMessage("The component redis-stream needs the option url, such as"
                            + " redis://localhost:6379, or its own clients in redis and blockingRedis");
        }
    }

    @Test
    void sendsTheTextOfAScriptOnlyToAServerThatDoesNotKnowIt() throws Exception {
        add("first");
        command(Command.SCRIPT, "FLUSH");
        command(Command.CONFIG, "RESETSTAT");

        add("second");
        add("third");
        add("fourth");

        assertThat(calls("evalsha")).isEqualTo(3);
        assertThat(calls("eval")).isEqualTo(1);
        assertThat(info().length()).isEqualTo(4);
    }

    @Test
    void optionsAreSetWithoutReflection() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            for (String name : List.of("redis-stream-component-configurer", "redis-stream-endpoint-configurer")) {
                PropertyConfigurer configurer =
                        PluginHelper.getConfigurerResolver(context).resolvePropertyConfigurer(name, context);
                assertThat(configurer).as(name).isNotNull();
            }
        }
    }

    @Test
    void theCatalogueDescribesEveryOptionAndHeader() throws Exception {
        JsonNode catalogue = catalogue();

        assertThat(catalogue.at("/component/syntax").asText()).isEqualTo("redis-stream:streamName");
        for (String group : List.of("componentProperties", "properties", "headers")) {
            catalogue.path(group).properties().forEach(option -> assertThat(
                            option.getValue().path("description").asText())
                    .as(group + " " + option.getKey())
                    .isNotBlank());
        }
        List<String> options = new ArrayList<>();
        catalogue.path("properties").fieldNames().forEachRemaining(options::add);
        assertThat(options)
                .contains(
                        "streamName",
                        "group",
                        "timeout",
                        "headerNames",
                        "headerFilterStrategy",
                        "operation",
                        "concurrentConsumers",
                        "acknowledge",
                        "consumerName",
                        "block",
                        "claimIdle",
                        "claimInterval",
                        "maxDeliveries",
                        "deadLetterStream",
                        "consumerExpiry");
        assertThat(catalogue.at("/properties/claimIdle/type").asText()).isEqualTo("duration");
    }

    private static JsonNode catalogue() throws Exception {
        try (InputStream json = RedisStreamComponent.class.getResourceAsStream("/META-INF/queue/redis-stream.json")) {
            return new ObjectMapper().readTree(json);
        }
    }

    private int calls(String name) {
        Matcher calls = CALLS.matcher(command(Command.INFO, "commandstats").toString());
        while (calls.find()) {
            if (calls.group(1).equals(name)) {
                return Integer.parseInt(calls.group(2));
            }
        }
        return 0;
    }
}
