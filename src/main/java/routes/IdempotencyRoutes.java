package routes;

import static org.apache.camel.builder.PredicateBuilder.not;

import http.ClientQuotas;
import http.Fingerprints;
import http.IdempotencyKeys;
import http.IdempotencyLeases;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * The Idempotency-Key, between the first step of every call that creates and its last. {@code direct:claim-key} ends
 * the call where it was answered before; otherwise the key is this run's until {@code direct:conclude-key} keeps the
 * answer or lets the key go. If the process dies in between, whoever repeats the request takes the key over, and goes
 * on with the same intent: what exists at Meta is found and not made again.
 */
public class IdempotencyRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:claim-key")
                .routeId("claim-key")
                .errorHandler(noErrorHandler())
                .filter(method(IdempotencyKeys.class, "isGiven"))
                .to("direct:check-key-quota")
                .setVariable("owner", method(IdempotencyKeys.class, "newOwner"))
                .setVariable("fingerprint", method(Fingerprints.class, "of"))
                .bean(IdempotencyKeys.class, "claim")
                .to("direct:sql-claim-idempotency-key")
                .setVariable("idempotency", method(IdempotencyKeys.class, "claimed"))
                .choice()
                .when(method(IdempotencyKeys.class, "isKept"))
                .bean(IdempotencyKeys.class, "replay")
                .stop()
                .otherwise()
                .setVariable("heldKey", method(IdempotencyKeys.class, "hold"))
                .setVariable("intentKey", simple("${variable.heldKey.intentKey}"));

        from("direct:check-key-quota")
                .routeId("check-key-quota")
                .errorHandler(noErrorHandler())
                .filter(not(method(ClientQuotas.class, "takeKey")))
                .bean(ClientQuotas.class, "keyQuestion")
                .to("direct:sql-count-idempotency-keys")
                .bean(ClientQuotas.class, "takeCountedKey");

        // The caller gets its answer even if it cannot be kept: then the hold runs out, and a repetition finds the
        // same object by its intent.
        from("direct:conclude-key")
                .routeId("conclude-key")
                .errorHandler(noErrorHandler())
                .filter(variable("heldKey").isNotNull())
                .doTry()
                .choice()
                .when(method(IdempotencyKeys.class, "isWorthKeeping"))
                .setVariable("conclusion", method(IdempotencyKeys.class, "keep"))
                .toV("direct:sql-keep-idempotent-answer", "conclusion", "concluded")
                .otherwise()
                .setVariable("conclusion", method(IdempotencyKeys.class, "release"))
                .toV("direct:sql-release-idempotency-key", "conclusion", "concluded")
                .end()
                .endDoTry()
                .doCatch(Exception.class)
                .log(LoggingLevel.WARN, "What came of an Idempotency-Key was not written down: ${exception.message}")
                .end();

        from("timer:renew-idempotency-keys?period={{creative.api.idempotency-renew-interval}}")
                .routeId("renew-idempotency-keys")
                .routeConfigurationId("duty")
                .precondition("{{role.api}}")
                .filter(method(IdempotencyLeases.class, "any"))
                .bean(IdempotencyLeases.class, "renewal")
                .to("direct:sql-renew-idempotency-keys");
    }
}
