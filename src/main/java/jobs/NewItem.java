package jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.UUID;

/**
 * A part of a new job, which runs as a job of its own once those that it depends on have ended.
 *
 * @param kind what it is about, such as {@code adset}
 * @param key how the caller calls it
 * @param type the job type that does it
 * @param input what it is asked for; the ids of what it needs are added when they are known
 * @param needs the places of those items in the list that it depends on
 * @param tolerant whether it also runs where one of those has failed
 * @param medium the medium that it brings to Meta, or null
 */
public record NewItem(
        UUID jobId,
        String kind,
        String key,
        String type,
        JsonNode input,
        List<Integer> needs,
        boolean tolerant,
        List<UUID> mediaIds,
        JsonNode medium) {

    /** The items as {@code insert-job.sql} takes them. */
    static String json(List<NewItem> items, ObjectMapper mapper) {
        ArrayNode list = mapper.createArrayNode();
        int place = 0;
        for (NewItem item : items) {
            ObjectNode row = list.addObject()
                    .put("item_no", place++)
                    .put("job_id", item.jobId().toString())
                    .put("kind", item.kind())
                    .put("key", item.key())
                    .put("type", item.type())
                    .put("tolerant", item.tolerant());
            row.set("input", item.input());
            row.set("needs", mapper.valueToTree(item.needs()));
            row.set("media_ids", mapper.valueToTree(item.mediaIds()));
            row.set("medium", item.medium());
        }
        return list.toString();
    }
}
