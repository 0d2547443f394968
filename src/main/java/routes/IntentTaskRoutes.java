package routes;

import static flow.Bodies.on;
import static flow.Bodies.to;
import static flow.Bodies.when;

import intents.IntentTasks;
import intents.IntentTasks.Taken;
import io.quarkus.arc.Unremovable;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;

import java.util.List;
import java.util.concurrent.Callable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Settles open intents, and deletes duplicates. */
@Singleton
@Unremovable
public class IntentTaskRoutes extends RouteBuilder {

    private final IntentTasks tasks;

    @Inject
    public IntentTaskRoutes(IntentTasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public void configure() {
        searched("settle-intents", "{{role.api}}", tasks::leftOpen).process(on(Taken.class, tasks::settle));

        searched("check-surplus", "{{role.worker}}", tasks::toCheck)
                .process(on(Taken.class, tasks::findSurplus))
                .loopDoWhile(when(Taken.class, Taken::hasSurplus))
                .process(on(Taken.class, Taken::askDelete))
                .to("direct:graph")
                .process(on(Taken.class, tasks::deleted));
    }

    /** A task that takes intents and looks up the objects of each. */
    private ProcessorDefinition<?> searched(String task, String role, Callable<List<Taken>> intents) {
        return from("timer:" + task + "?period={{creative.graph.intent-interval}}")
                .routeId(task)
                .routeConfigurationId("task")
                .precondition(role)
                .process(to(Object.class, tick -> intents.call()))
                .split(body())
                .process(on(Taken.class, tasks::begin))
                .loopDoWhile(when(Taken.class, Taken::isSearching))
                .process(on(Taken.class, Taken::askPage))
                .to("direct:graph")
                .process(on(Taken.class, Taken::readPage))
                .end();
    }
}
