package queue;

import io.vertx.redis.client.Response;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An entry as delivered to a consumer.
 *
 * @param id its id in the stream
 * @param fields its fields and values, in order
 * @param deliveryCount number of deliveries, including this one
 */
record RedisStreamEntry(String id, Map<String, String> fields, long deliveryCount) {

    /** @param flatFields field, value, field, value, … */
    static RedisStreamEntry of(String id, Response flatFields, long deliveryCount) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < flatFields.size(); i += 2) {
            fields.put(flatFields.get(i).toString(), flatFields.get(i + 1).toString());
        }
        return new RedisStreamEntry(id, fields, deliveryCount);
    }
}
