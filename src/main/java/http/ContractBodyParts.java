package http;

import calls.BodyParts;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;

import java.util.List;
import java.util.Set;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The contract's bodies, as parts of a larger one. */
@Singleton
public class ContractBodyParts implements BodyParts {

    private static final String JSON = "application/json";

    private final Contract contract;

    @Inject
    ContractBodyParts(Contract contract) {
        this.contract = contract;
    }

    @Override
    public List<FieldError> faults(String operation, ObjectNode part) {
        Operation.Body body = body(operation);
        body.omissions().prune(part);
        Faults faults = new Faults();
        body.check(part, faults);
        return faults.list().stream()
                .map(fault -> FieldError.atPointer(fault.pointer(), fault.detail()))
                .toList();
    }

    @Override
    public Set<String> fields(String operation) {
        return body(operation).fields();
    }

    private Operation.Body body(String operation) {
        return contract.operations().stream()
                .filter(candidate -> candidate.id().equals(operation))
                .flatMap(candidate -> candidate.taking(JSON).body().stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The contract has no JSON body for " + operation));
    }
}
