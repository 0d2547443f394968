package routes;

import static flow.Bodies.on;
import static flow.Bodies.when;

import calls.ApiCall;
import flow.Bodies.Step;
import guardrails.Activations;
import guardrails.ApprovalCalls;
import guardrails.AuditCalls;
import guardrails.GuardrailCalls;
import http.Replies;
import io.quarkus.arc.Unremovable;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Limits of clients and keys, the check before an activation, approvals, freezing, and the audit. */
@Singleton
@Unremovable
public class GuardrailRoutes extends RouteBuilder {

    private final GuardrailCalls guardrails;
    private final Activations activations;
    private final AuditCalls audit;
    private final ApprovalCalls approvals;
    private final Replies replies;

    @Inject
    public GuardrailRoutes(
            GuardrailCalls guardrails,
            Activations activations,
            AuditCalls audit,
            ApprovalCalls approvals,
            Replies replies) {
        this.guardrails = guardrails;
        this.activations = activations;
        this.audit = audit;
        this.approvals = approvals;
        this.replies = replies;
    }

    @Override
    public void configure() {
        operation("getClientLimits")
                .process(on(ApiCall.class, guardrails::show))
                .process(replies);

        // Amounts of another currency than the ad account's would be wrong a hundred times over.
        operation("setClientLimits")
                .process(on(ApiCall.class, guardrails::check))
                .filter(when(ApiCall.class, guardrails::namesCurrency))
                .to("direct:read-account")
                .end()
                .process(on(ApiCall.class, guardrails::set))
                .process(replies);

        operation("freezeClient").process(on(ApiCall.class, guardrails::freeze)).process(replies);
        operation("unfreezeClient")
                .process(on(ApiCall.class, guardrails::unfreeze))
                .process(replies);

        approvals();

        from("direct:listAudit")
                .routeId("listAudit")
                .routeConfigurationId("api")
                .process(on(ApiCall.class, audit::list))
                .process(replies);

        from("direct:weigh-activation")
                .routeId("weigh-activation")
                .errorHandler(noErrorHandler())
                .process(on(ApiCall.class, activations::begin))
                .loopDoWhile(when(ApiCall.class, activations::hasMore))
                .process(on(ApiCall.class, activations::ask))
                .to("direct:graph")
                .process(on(ApiCall.class, activations::read))
                .end()
                .process(on(ApiCall.class, activations::decide));
    }

    private void approvals() {
        from("direct:createApproval")
                .routeId("createApproval")
                .routeConfigurationId("api")
                .process(on(ApiCall.class, approvals::ask))
                .to("direct:read-approved")
                .to("direct:read-account")
                .process(on(ApiCall.class, approvals::insert))
                .process(replies);

        // The objects are read again just before, and compared with those of the request.
        from("direct:approveApproval")
                .routeId("approveApproval")
                .routeConfigurationId("intake")
                .process(on(ApiCall.class, approvals::approve))
                .to("direct:read-approved")
                .process(on(ApiCall.class, approvals::compare))
                .filter(when(ApiCall.class, activations::isToBeWeighed))
                .to("direct:weigh-activation")
                .end()
                .process(on(ApiCall.class, approvals::carryOut))
                .to("direct:insert-items")
                .process(on(ApiCall.class, approvals::decided))
                .process(replies);

        call("getApproval", approvals::show);
        call("listApprovals", approvals::list);
        call("rejectApproval", approvals::reject);
        call("withdrawApproval", approvals::withdraw);

        from("direct:read-approved")
                .routeId("read-approved")
                .errorHandler(noErrorHandler())
                .loopDoWhile(when(ApiCall.class, approvals::hasMore))
                .process(on(ApiCall.class, approvals::askNext))
                .to("direct:graph")
                .process(on(ApiCall.class, approvals::take))
                .end();
    }

    private void call(String id, Step<ApiCall> step) {
        from("direct:" + id)
                .routeId(id)
                .routeConfigurationId("api")
                .process(on(ApiCall.class, step))
                .process(replies);
    }

    private RouteDefinition operation(String id) {
        return from("direct:" + id)
                .routeId(id)
                .routeConfigurationId("api")
                .process(on(ApiCall.class, guardrails::find));
    }
}
