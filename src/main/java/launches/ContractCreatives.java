package launches;

import clients.Client;
import com.fasterxml.jackson.databind.node.ObjectNode;
import creatives.CreativeSteps;
import creatives.Creatives;
import failures.FieldError;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Creatives of a launch: the kinds that the service creates by reference to media. */
@Singleton
class ContractCreatives implements CreativeBodies {

    private static final String VIDEO = "video";

    private final Creatives creatives;

    @Inject
    ContractCreatives(Creatives creatives) {
        this.creatives = creatives;
    }

    @Override
    public Set<String> kinds() {
        return new LinkedHashSet<>(Creatives.kinds());
    }

    @Override
    public String operation(String kind) {
        return kind.equals(VIDEO)
                ? "createVideoJob"
                : "create" + Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + "CreativeJob";
    }

    @Override
    public String type() {
        return CreativeSteps.TYPE;
    }

    @Override
    public List<FieldError> faults(String kind, ObjectNode request, Client client) {
        return creatives.faults(kind, request, client);
    }
}
