package clients;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A permission of a key. */
public enum Scope {
    /** Read. */
    @JsonProperty("read")
    READ,
    /** Create what is paused, and pause. */
    @JsonProperty("create")
    CREATE,
    /** Set objects active, which spends money. */
    @JsonProperty("activate")
    ACTIVATE,
    /** Archive and delete, which cannot be undone. */
    @JsonProperty("archive")
    ARCHIVE;

    /** All scopes. */
    public static final Set<Scope> ALL = Set.of(values());

    /** The scopes of a new key, if the request names none. */
    static final Set<Scope> OF_NEW_KEYS = Set.of(READ, CREATE);

    /** The scope with this name in the contract and the database. */
    public static Scope named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The name in the contract and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rejection of a call whose key lacks this scope. */
    public Rejected missing(List<FieldError> errors) {
        ObjectNode members = JsonNodeFactory.instance.objectNode().put("scope", word());
        if (this == ACTIVATE) {
            members.putObject("approval").put("create", "/v1/approvals");
        }
        return Rejected.with(
                Kind.SCOPE_MISSING,
                "This key may not " + word() + ": it lacks the scope '" + word() + "'. " + wayOut(),
                errors,
                members);
    }

    private String wayOut() {
        return switch (this) {
            case READ, CREATE -> "The administrator can make a key that has it.";
            case ACTIVATE ->
                "Leave the object paused and ask for an approval (POST /v1/approvals), or use a key that has it.";
            case ARCHIVE -> "Pause the object instead, or use a key that has it.";
        };
    }
}
