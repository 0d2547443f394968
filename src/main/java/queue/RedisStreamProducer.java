package queue;

import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Adds entries to a stream, acknowledges them, or reads the state of the stream; see {@link RedisStreamOperation}. Each
 * exchange is one round trip. If Redis fails, the exchange fails with {@link RedisStreamException} within {@code
 * timeout}.
 */
public class RedisStreamProducer extends DefaultProducer {

    private final RedisStreamEndpoint endpoint;
    private final RedisStreamCommands commands;
    private final RedisStreamBinding binding;

    RedisStreamProducer(RedisStreamEndpoint endpoint, RedisStreamCommands commands, RedisStreamBinding binding) {
        super(endpoint);
        this.endpoint = endpoint;
        this.commands = commands;
        this.binding = binding;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        switch (endpoint.getOperation()) {
            case ADD -> add(exchange);
            case ACK -> acknowledge(exchange);
            case INFO -> info(exchange.getMessage());
        }
    }

    private void add(Exchange exchange) throws CamelExchangeException {
        List<Map<String, String>> entries = binding.toEntries(exchange);
        RedisStreamCommands.Added added = commands.add(entries);
        Message message = exchange.getMessage();
        Object ids = message.getBody() instanceof Collection
                ? added.ids()
                : added.ids().get(0);
        message.setHeader(RedisStreamConstants.ENTRY_ID, ids);
        message.setHeader(RedisStreamConstants.INCARNATION, added.incarnation());
    }

    private void acknowledge(Exchange exchange) throws CamelExchangeException {
        Object header = exchange.getMessage().getHeader(RedisStreamConstants.ENTRY_ID);
        if (header == null) {
            throw new CamelExchangeException("No entry id in header " + RedisStreamConstants.ENTRY_ID, exchange);
        }
        Collection<?> ids = header instanceof Collection<?> several ? several : List.of(header);
        commands.acknowledge(ids.stream().map(String::valueOf).toList());
    }

    private void info(Message message) {
        StreamInfo info = commands.info();
        message.setBody(info);
        message.setHeader(RedisStreamConstants.INCARNATION, info.incarnation());
    }
}
