package creatives;

import clients.Client;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Rejected;
import media.Medium;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Creatives that are parts of a larger request: the checks of the single operations, and the job type that creates one. */
@Singleton
public class CreativeParts {

    private final Creatives creatives;

    @Inject
    public CreativeParts(Creatives creatives) {
        this.creatives = creatives;
    }

    /** The kinds, by their names in paths. */
    public List<String> kinds() {
        return Creatives.kinds();
    }

    /** The operation that creates a single creative of the kind by reference to media. */
    public static String operation(String kind) {
        return "create" + Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + "Creative";
    }

    /**
     * The errors of a creative that can be found without its media.
     *
     * @param input the fields of the kind's JSON body
     */
    public Optional<Rejected> refusal(String kind, ObjectNode input, Client client) {
        try {
            creatives.check(new Brief(
                    Kinds.named(kind), input, false, client.clientId(), null, client.account(), client.clientId()));
            return Optional.empty();
        } catch (Rejected refusal) {
            return Optional.of(refusal);
        }
    }

    /**
     * Meta's parameters of a creative.
     *
     * @param found the media of the creative that the client has
     * @throws failures.Failure if its media are unknown or not ready, or Meta would reject the creative with them
     */
    public Map<String, Object> parameters(String kind, ObjectNode input, Client client, List<Medium> found) {
        CreativeKind creativeKind = Kinds.named(kind);
        Brief brief =
                new Brief(creativeKind, input, false, client.clientId(), null, client.account(), client.clientId());
        Assets assets = MediaReferences.resolve(brief, creativeKind.slots(input), found, true);
        return creatives.creation(brief, assets).request().fields();
    }

    /** The input of a job of the type {@link CreativeSteps#TYPE}. */
    public static ObjectNode jobInput(String kind, ObjectNode input) {
        return input.put(CreativeSteps.KIND, kind);
    }
}
