package webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import failures.Kind;
import failures.Rejected;
import outbound.ForbiddenAddressException;
import outbound.OutboundConfig;
import outbound.OutboundPolicy;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Checks the addresses that callers give for webhooks. */
@Singleton
public class Callbacks {

    /** The field with the address, of a job and of a client. */
    public static final String FIELD = "callback_url";

    private final OutboundPolicy policy;

    @Inject
    public Callbacks(OutboundConfig outbound) {
        this.policy = OutboundPolicy.of(outbound);
    }

    /**
     * Checks that a request's callback address, if any, may be called.
     *
     * @throws Rejected if it may not
     */
    public void check(JsonNode request) {
        JsonNode url = request.path(FIELD);
        if (url.isTextual()) {
            check(url.asText());
        }
    }

    /** Checks an address. */
    public void check(String url) {
        try {
            policy.check(url);
        } catch (ForbiddenAddressException e) {
            throw Rejected.field(Kind.INVALID_REQUEST, FIELD, e.getMessage());
        }
    }
}
