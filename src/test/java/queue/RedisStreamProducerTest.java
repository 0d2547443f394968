package queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class RedisStreamProducerTest extends RedisStreamTestSupport {

    @Test
    void addsTheBodyAsOneEntry() {
        Exchange exchange = send("operation=ADD", "first");

        assertThat(exchange.getException()).isNull();
        Response entries = command(Command.XRANGE, stream, "-", "+");
        assertThat(entries.size()).isEqualTo(1);
        assertThat(entries.get(0).get(0).toString())
                .isEqualTo(exchange.getMessage().getHeader(RedisStreamConstants.ENTRY_ID));
        assertThat(entries.get(0).get(1).toString()).isEqualTo("[body, first]");
        assertThat(exchange.getMessage().getBody()).isEqualTo("first");
    }

    @Test
    void addsAMapAsFields() {
        send("operation=ADD", Map.of("answer", 42));

        assertThat(command(Command.XRANGE, stream, "-", "+").get(0).get(1).toString())
                .isEqualTo("[answer, 42]");
    }

    @Test
    void addsEachElementOfACollection() {
        Exchange exchange = send("operation=ADD", List.of("one", Map.of("number", "two"), 3));

        Response entries = command(Command.XRANGE, stream, "-", "+");
        assertThat(entries)
                .extracting(entry -> entry.get(1).toString())
                .containsExactly("[body, one]", "[number, two]", "[body, 3]");
        assertThat(exchange.getMessage().getHeader(RedisStreamConstants.ENTRY_ID))
                .isEqualTo(List.of(
                        entries.get(0).get(0).toString(),
                        entries.get(1).get(0).toString(),
                        entries.get(2).get(0).toString()));
    }

    @Test
    void addsNothingForAnEmptyCollection() {
        Exchange exchange = send("operation=ADD", List.of());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(RedisStreamConstants.ENTRY_ID))
                .isEqualTo(List.of());
        assertThat(info().length()).isZero();
    }

    @Test
    void refusesABodyThatIsNoEntry() {
        assertThat(send("operation=ADD", null).getException()).isInstanceOf(CamelExchangeException.class);
        assertThat(send("operation=ADD", Map.of()).getException()).isInstanceOf(CamelExchangeException.class);
    }

    @Test
    void takesAlongOnlyTheHeadersNamed() {
        outside.createProducerTemplate().send(uri("headerNames=traceparent,CamelInternal"), exchange -> {
            exchange.getMessage().setBody("x");
            exchange.getMessage().setHeader("traceparent", "00-1-2-01");
            exchange.getMessage().setHeader("CamelInternal", "stays");
            exchange.getMessage().setHeader("authorization", "secret");
        });

        assertThat(command(Command.XRANGE, stream, "-", "+").get(0).get(1).toString())
                .isEqualTo("[body, x, traceparent, 00-1-2-01]");
    }

    @Test
    void theIncarnationStaysUntilTheStreamIsGone() {
        String first = incarnation(send("operation=ADD", "x"));
        assertThat(incarnation(send("operation=ADD", "y"))).isEqualTo(first);
        assertThat(info().incarnation()).isEqualTo(first);

        command(Command.FLUSHALL);
        String second = info().incarnation();
        assertThat(second).isNotEqualTo(first);
        assertThat(info().incarnation()).isEqualTo(second);
        assertThat(incarnation(send("operation=ADD", "z"))).isEqualTo(second);

        command(Command.DEL, stream);
        assertThat(incarnation(send("operation=ADD", "z"))).isNotIn(first, second);
    }

    @Test
    void theIncarnationOutlivesARestartWithItsData() throws Exception {
        String before = incarnation(send("operation=ADD", "x"));

        server.kill();
        server.start();

        StreamInfo after = info();
        assertThat(after.incarnation()).isEqualTo(before);
        assertThat(after.length()).isEqualTo(1);
    }

    @Test
    void tellsTheStateOfTheStream() {
        send("operation=ADD", List.of("one", "two", "three"));
        info();
        command(Command.XREADGROUP, "GROUP", "camel", "someone", "COUNT", "2", "STREAMS", stream, ">");

        StreamInfo info = info();

        assertThat(info.length()).isEqualTo(3);
        assertThat(info.pending()).isEqualTo(2);
        assertThat(info.undelivered()).isEqualTo(1);
        assertThat(info.consumers()).isEqualTo(1);
    }

    @Test
    void itsStateIsReadableInTheSimpleLanguage() throws Exception {
        CamelContext context = start(route -> route.from("direct:length")
                .to(uri("operation=INFO"))
                .setBody(route.simple("${body.length()}/${body.undelivered()}")));
        add(List.of("one", "two"));

        assertThat(context.createProducerTemplate().requestBody("direct:length", null, String.class))
                .isEqualTo("2/2");
    }

    @Test
    void acknowledgesAndDeletes() {
        Object id = send("operation=ADD", "x").getMessage().getHeader(RedisStreamConstants.ENTRY_ID);
        info();
        command(Command.XREADGROUP, "GROUP", "camel", "someone", "STREAMS", stream, ">");

        outside.createProducerTemplate()
                .sendBodyAndHeader(uri("operation=ACK"), "kept", RedisStreamConstants.ENTRY_ID, id);

        assertThat(info().length()).isZero();
        assertThat(info().pending()).isZero();
    }

    @Test
    void acknowledgingNeedsAnId() {
        assertThat(send("operation=ACK", "x").getException()).isInstanceOf(CamelExchangeException.class);
    }

    @Test
    void keepsStreamAndIncarnationInOneSlotOfACluster() {
        stream = "{" + stream + "}";

        send("operation=ADD", "x");

        assertThat(command(Command.EXISTS, stream, stream + ":incarnation").toInteger())
                .isEqualTo(2);
    }

    @Test
    void failsTheExchangeWhileRedisIsAwayOrSilent() throws Exception {
        server.freeze();
        try {
            assertThat(send("operation=ADD&timeout=300ms", "x").getException())
                    .isInstanceOf(RedisStreamException.class);
        } finally {
            server.thaw();
        }

        server.kill();
        try {
            assertThat(send("operation=INFO", null).getException()).isInstanceOf(RedisStreamException.class);
        } finally {
            server.start();
        }
        assertThat(send("operation=ADD", "x").getException()).isNull();
    }

    private Exchange send(String options, Object body) {
        return outside.createProducerTemplate()
                .send(uri(options), exchange -> exchange.getMessage().setBody(body));
    }

    private static String incarnation(Exchange exchange) {
        return exchange.getMessage().getHeader(RedisStreamConstants.INCARNATION, String.class);
    }
}
