package graph;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Variable;

import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Creates that Meta checks and does not carry out (Meta docs, "Ad Account, Ad Campaigns": {@code validate_only}). */
@Singleton
@Unremovable
public class DryRuns {

    private final ObjectMapper mapper;

    @Inject
    public DryRuns(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Whether the caller asked for {@code dry_run}. */
    public boolean isWanted(@Variable("parameters") Map<String, String> parameters) {
        return "true".equals(parameters.get("dry_run"));
    }

    /** The create, to be checked only: it makes nothing, so it may be sent twice and needs no label. */
    public GraphRequest request(@Variable("creation") Creation creation) {
        GraphRequest create = creation.request();
        return GraphRequest.check(
                create.account(),
                creation.kind().edge(),
                create.with("execution_options", List.of("validate_only")).fields());
    }

    /** The answer: Meta would take it. */
    public ObjectNode valid() {
        return mapper.createObjectNode().put("valid", true);
    }
}
