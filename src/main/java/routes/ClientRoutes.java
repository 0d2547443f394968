package routes;

import static flow.Bodies.on;

import calls.ApiCall;
import calls.CallClients;
import clients.ClientAdministration;
import clients.ClientRepository;
import flow.Bodies.Step;
import graph.TokenWatch;
import http.Replies;
import io.quarkus.arc.Unremovable;
import limits.UsageAnswers;
import org.apache.camel.builder.RouteBuilder;
import webhooks.Callbacks;

import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The administrator's operations on clients and their keys, and a client's usage of Meta's limits. */
@Singleton
@Unremovable
public class ClientRoutes extends RouteBuilder {

    private final ClientAdministration clients;
    private final ClientRepository repository;
    private final CallClients calls;
    private final Callbacks callbacks;
    private final TokenWatch tokens;
    private final UsageAnswers usage;
    private final Replies replies;

    @Inject
    public ClientRoutes(
            ClientAdministration clients,
            ClientRepository repository,
            CallClients calls,
            Callbacks callbacks,
            TokenWatch tokens,
            UsageAnswers usage,
            Replies replies) {
        this.clients = clients;
        this.repository = repository;
        this.calls = calls;
        this.callbacks = callbacks;
        this.tokens = tokens;
        this.usage = usage;
        this.replies = replies;
    }

    @Override
    public void configure() {
        operation("listClients", call -> call.reply(clients.list()));
        operation("createClient", call -> {
            callbacks.check(call.body());
            call.reply(clients.create(call.body()), Map.of("Location", "/v1/clients/" + call.namedClient()));
        });
        operation("getClient", call -> call.reply(clients.get(client(call))));
        operation("setClient", call -> {
            callbacks.check(call.body());
            call.reply(clients.set(client(call), call.body()));
            tokens.forget(client(call));
        });
        operation("disableClient", call -> {
            tokens.forget(client(call));
            clients.disable(client(call));
            call.replyNothing();
        });

        operation(
                "createApiKey",
                call -> call.reply(clients.createKey(client(call), call.body()), Map.of("Cache-Control", "no-store")));
        operation("listApiKeys", call -> call.reply(clients.listKeys(client(call))));
        operation("revokeApiKey", call -> {
            clients.revokeKey(client(call), call.parameter("key_id"));
            call.replyNothing();
        });

        // Without a call to Meta: every answer of Meta has reported it.
        operation("getClientUsage", call -> {
            calls.find(call);
            call.reply(usage.of(call.clientId(), call.account()));
        });

        from("seda:api-key-used")
                .routeId("note-api-key-used")
                .routeConfigurationId("task")
                .process(on(String.class, repository::noteKeyUsed));
    }

    private void operation(String id, Step<ApiCall> step) {
        from("direct:" + id)
                .routeId(id)
                .routeConfigurationId("api")
                .process(on(ApiCall.class, step))
                .process(replies);
    }

    private static String client(ApiCall call) {
        return call.parameter("client_id");
    }
}
