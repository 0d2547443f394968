package launches;

import clients.Client;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;

import java.util.List;
import java.util.Set;
import jakarta.inject.Singleton;

/** Creatives of a launch: the kinds that the service creates by reference to media. */
@Singleton
class ContractCreatives implements CreativeBodies {

    @Override
    public Set<String> kinds() {
        return Set.of();
    }

    @Override
    public String operation(String kind) {
        throw new IllegalArgumentException(kind);
    }

    @Override
    public String type() {
        return "creative";
    }

    @Override
    public List<FieldError> faults(String kind, ObjectNode request, Client client) {
        return List.of();
    }
}
