package routes;

import jobs.WakeUps;
import org.apache.camel.builder.RouteBuilder;
import queue.RedisStreamConstants;

/**
 * Wakes jobs that are due and whose wake-up is not in the queue: whose push failed, whose wait or lease is over, or
 * whose wake-up went with the data of a Redis that lost it. Any number of processes relay; each row is taken by one.
 */
public class RelayRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:relay?period={{creative.jobs.relay-interval}}&delay=0")
                .routeId("relay")
                .routeConfigurationId("duty")
                .precondition("{{role.worker}}")
                .to("{{creative.queue.info}}")
                .setVariable("incarnation", simple("${body.incarnation}"))
                .filter(simple("${body.isEmpty()}"))
                .setVariable("emptySince", method(WakeUps.class, "foundEmpty"))
                .end()
                .loopDoWhile(method(WakeUps.class, "any"))
                .bean(WakeUps.class, "due")
                .to("direct:sql-take-wakeups-due")
                .setVariable("jobIds", method(WakeUps.class, "ids"))
                .filter(method(WakeUps.class, "any"))
                .to("direct:wake");

        // The ids of the variable jobIds go into the stream, and are then marked as being there.
        from("direct:wake")
                .routeId("wake")
                .errorHandler(noErrorHandler())
                .setBody(variable("jobIds"))
                .to("{{creative.queue.wake}}")
                .setVariable("incarnation", header(RedisStreamConstants.INCARNATION))
                .bean(WakeUps.class, "woken")
                .to("direct:sql-mark-woken");
    }
}
