package webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import failures.Kind;
import failures.Rejected;
import outbound.ForbiddenAddressException;
import outbound.OutboundConfig;
import outbound.OutboundPolicy;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Where callers want to be told of their jobs' ends. */
@Singleton
public class Callbacks {

    /** The field that names the address, of a job and of a client. */
    public static final String FIELD = "callback_url";

    private final OutboundPolicy policy;

    @Inject
    public Callbacks(OutboundConfig outbound) {
        this.policy = OutboundPolicy.of(outbound);
    }

    /**
     * Lets a request pass that names an address which can be called, or none.
     *
     * @throws Rejected if it names another
     */
    public void check(JsonNode request) {
        JsonNode url = request.path(FIELD);
        if (url.isTextual()) {
            check(url.asText());
        }
    }

    /** The same for an address alone. */
    public void check(String url) {
        try {
            policy.check(url);
        } catch (ForbiddenAddressException e) {
            throw Rejected.field(Kind.INVALID_REQUEST, FIELD, e.getMessage());
        }
    }
}
