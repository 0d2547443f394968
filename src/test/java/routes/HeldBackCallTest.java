package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clients.Account;
import failures.Conflict;
import graph.Caller;
import graph.GraphCall;
import graph.GraphException.Throttled;
import graph.GraphRequest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import limits.CallSlots;
import limits.Governor;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.time.Duration;
import java.time.Instant;
import jakarta.inject.Inject;

/** A call that passed some of the checks and is not sent releases what it holds. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class HeldBackCallTest {

    private static final String ANSWER = """
            {'path':'/%s','action':'error','status':400,'error':{'code':%d,'error_subcode':%d},
             'headers':{'X-Ad-Account-Usage':{'acc_id_util_pct':100,'reset_time_duration':%d}}}""";

    @Inject
    CamelContext context;

    @Inject
    TestClients clients;

    @Inject
    CallSlots slots;

    @Inject
    Governor governor;

    private TestClient client;
    private Account account;

    @BeforeEach
    void register() {
        SandboxControl.resetWithoutProcessing();
        client = clients.register();
        account = new Account(client.adAccountId(), client.pageId(), null, "ENV:TOKEN_FRANCISCO");
    }

    @Test
    void givesItsSlotsBack() {
        for (int i = 0; i < 2 * ShortWaits.API_CALLS; i++) {
            assertThat(send(unproven())).isInstanceOf(Conflict.class);
        }

        assertThat(slots.used(Caller.Role.API)).isZero();
        assertThat(send(call())).isNull();
        assertThat(SandboxControl.calls("GET", client.adAccountId())).hasSize(1);
    }

    @Test
    void leavesTheProbeToTheNext() {
        SandboxControl.faults(ANSWER.formatted(client.adAccountId(), 17, 2446079, 1));
        assertThat(send(call())).isInstanceOf(Throttled.class);
        await("the end of the block").atMost(Duration.ofSeconds(10)).until(() -> governor.look(account).stream()
                .allMatch(gate -> gate.blockedForMillis() == 0));

        assertThat(send(unproven())).isInstanceOf(Conflict.class);

        assertThat(send(call())).isNull();
    }

    /** The answer allows a redelivery and also reports that the limit is used up. */
    @Test
    void isNotSentAgainWhileTheAccountIsBlocked() {
        SandboxControl.faults(ANSWER.formatted(client.adAccountId(), 100, 1487390, 30));

        assertThat(send(call())).isInstanceOf(Throttled.class);

        assertThat(SandboxControl.calls("GET", client.adAccountId())).hasSize(1);
    }

    private Exception send(GraphCall call) {
        return context.createProducerTemplate()
                .send("direct:graph", exchange -> exchange.getMessage().setBody(call))
                .getException();
    }

    private GraphCall call() {
        return asked(new GraphCall(caller()));
    }

    /** Fails after all waiting, just before it is sent. */
    private GraphCall unproven() {
        return asked(new GraphCall(caller()) {
            @Override
            public void prove() {
                throw new Conflict("The lease is lost");
            }
        });
    }

    private GraphCall asked(GraphCall call) {
        call.by(client.id(), account);
        call.ask(GraphRequest.read(account, account.adAccountId(), "id"));
        return call;
    }

    private static Caller caller() {
        return new Caller(Caller.Role.API, Instant.now().plusSeconds(20));
    }
}
