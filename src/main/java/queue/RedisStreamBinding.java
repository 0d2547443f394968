package queue;

import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts messages to the fields of entries, and back. */
final class RedisStreamBinding {

    private final Collection<String> headerNames;
    private final HeaderFilterStrategy headerFilterStrategy;

    /**
     * @param headerNames the headers that are sent as fields of their own
     */
    RedisStreamBinding(Collection<String> headerNames, HeaderFilterStrategy headerFilterStrategy) {
        this.headerNames = headerNames;
        this.headerFilterStrategy = headerFilterStrategy;
    }

    /** The fields of the entries in the body: one entry for each element of a collection, else one. */
    List<Map<String, String>> toEntries(Exchange exchange) throws CamelExchangeException {
        Map<String, String> headers = headersToFields(exchange);
        Object body = exchange.getMessage().getBody();
        Collection<?> elements =
                body instanceof Collection<?> collection ? collection : List.of(required(body, exchange));
        List<Map<String, String>> entries = new ArrayList<>(elements.size());
        for (Object element : elements) {
            Map<String, String> fields = bodyToFields(element, exchange);
            fields.putAll(headers);
            entries.add(fields);
        }
        return entries;
    }

    /**
     * Fields named as headers become headers. The rest is the body: a text if there is only the body field, else a map.
     */
    void toMessage(RedisStreamEntry entry, Message message) {
        Map<String, String> fields = new LinkedHashMap<>(entry.fields());
        for (String name : headerNames) {
            String value = fields.remove(name);
            if (value != null
                    && !headerFilterStrategy.applyFilterToExternalHeaders(name, value, message.getExchange())) {
                message.setHeader(name, value);
            }
        }
        boolean onlyBody = fields.size() == 1 && fields.containsKey(RedisStreamConstants.BODY_FIELD);
        message.setBody(onlyBody ? fields.get(RedisStreamConstants.BODY_FIELD) : fields);
    }

    private Map<String, String> headersToFields(Exchange exchange) throws CamelExchangeException {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : headerNames) {
            Object value = exchange.getMessage().getHeader(name);
            if (value != null && !headerFilterStrategy.applyFilterToCamelHeaders(name, value, exchange)) {
                fields.put(name, text(value, exchange));
            }
        }
        return fields;
    }

    private static Map<String, String> bodyToFields(Object element, Exchange exchange) throws CamelExchangeException {
        Map<String, String> fields = new LinkedHashMap<>();
        if (element instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> field : map.entrySet()) {
                fields.put(text(field.getKey(), exchange), text(field.getValue(), exchange));
            }
            if (fields.isEmpty()) {
                throw new CamelExchangeException("A map must have at least one field to become an entry", exchange);
            }
        } else {
            fields.put(RedisStreamConstants.BODY_FIELD, text(element, exchange));
        }
        return fields;
    }

    private static String text(Object value, Exchange exchange) throws CamelExchangeException {
        Object present = required(value, exchange);
        String text = exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, present);
        if (text == null) {
            throw new CamelExchangeException(
                    "Cannot convert to text: " + present.getClass().getName(), exchange);
        }
        return text;
    }

    private static Object required(Object value, Exchange exchange) throws CamelExchangeException {
        if (value == null) {
            throw new CamelExchangeException("An entry of a stream must not contain null", exchange);
        }
        return value;
    }
}
