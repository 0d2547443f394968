package jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.UUID;

/**
 * A part of a new job, which runs like a job once its dependencies have ended.
 *
 * @param kind the kind of object, such as {@code adset}
 * @param key the caller's key
 * @param type the job type that processes it
 * @param input its input; ids of dependencies are added when they are known
 * @param needs positions in the list of the items that it depends on
 * @param tolerant true if it runs although one of those has failed
 * @param medium the medium that it uploads to Meta, or null
 * @param filePath the blob of the file that it downloads, or null
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
        JsonNode medium,
        String filePath) {

    /** The items in the format of {@code insert-job.sql}. */
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
            row.put("file_path", item.filePath());
        }
        return list.toString();
    }
}
