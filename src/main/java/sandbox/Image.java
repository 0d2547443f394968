package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;

/** An image of an account. Its id is {@code <account digits>:<hash>}, so images have a separate number for their order. */
final class Image extends Entity {
    private final String order;

    Image(ObjectKind kind, String order, String accountId, ObjectNode data, Instant created) {
        super(kind, id(accountId, Json.text(data, "hash")), accountId, data, created);
        this.order = order;
    }

    static String id(String accountId, String hash) {
        return accountId + ":" + hash;
    }

    @Override
    String order() {
        return order;
    }
}
