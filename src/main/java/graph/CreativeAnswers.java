package graph;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Variable;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What a caller is told of a creative that was made. */
@Singleton
@Unremovable
public class CreativeAnswers {

    private final ObjectMapper mapper;

    @Inject
    public CreativeAnswers(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The answer to a creative with a picture; what is false or empty is left out, but for {@code verified}. */
    public ObjectNode image(
            @Variable("intent") Intent intent,
            @Variable("imageHash") String imageHash,
            @Variable("verification") Creatives.Verification verification) {
        ObjectNode answer = mapper.createObjectNode()
                .put("creative_id", intent.objectId())
                .put("image_hash", imageHash)
                .put("verified", verification.verified());
        if (verification.deduplicated()) {
            answer.put("deduplicated", true);
        }
        if (!verification.differences().isEmpty()) {
            answer.set("differences", mapper.valueToTree(verification.differences()));
        }
        return answer;
    }
}
