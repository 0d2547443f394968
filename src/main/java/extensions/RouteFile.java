package extensions;

import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The routes that a YAML file describes, read but not yet running.
 *
 * <p>Reading them apart from running them is what Camel's own reloading does not do: so a file that is broken, or takes a
 * name that is taken, is refused before anything is stopped.
 */
final class RouteFile {

    /** How long exchanges in flight have to finish. */
    private static final long STOP_SECONDS = 5;

    private final ModelCamelContext context;
    private final String name;
    private final byte[] content;
    private final RouteBuilder builder;
    private final List<RouteDefinition> routes;

    private RouteFile(ModelCamelContext context, String name, byte[] content, RouteBuilder builder) {
        this.context = context;
        this.name = name;
        this.content = content;
        this.builder = builder;
        this.routes = List.copyOf(builder.getRouteCollection().getRoutes());
    }

    /**
     * Reads a file.
     *
     * @param name its name, which ends as YAML files do
     * @param own the ids of the routes that run from this file's earlier content
     * @throws InvalidRouteFileException if it describes no routes that could run here
     */
    static RouteFile read(ModelCamelContext context, String name, byte[] content, Set<String> own) {
        RouteFile file;
        try {
            Resource resource = ResourceHelper.fromBytes(name, content);
            List<RoutesBuilder> builders =
                    new ArrayList<>(PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(resource)));
            if (builders.size() != 1 || !(builders.get(0) instanceof RouteBuilder builder)) {
                throw new InvalidRouteFileException("There are no routes in it.");
            }
            checkConfigurations(builder);
            builder.configureRoutes(context);
            file = new RouteFile(context, name, content, builder);
        } catch (InvalidRouteFileException e) {
            throw e;
        } catch (Exception e) {
            throw new InvalidRouteFileException(e);
        }
        file.checkContent();
        file.checkNames(own);
        return file;
    }

    /** They would hold for the service's own routes too. */
    private static void checkConfigurations(RouteBuilder builder) throws Exception {
        if (builder instanceof RouteConfigurationBuilder configurations) {
            configurations.configuration();
            if (!configurations
                    .getRouteConfigurationCollection()
                    .getRouteConfigurations()
                    .isEmpty()) {
                throw new InvalidRouteFileException(
                        "A routeConfiguration is not possible here; an onException holds for the routes of its file.");
            }
        }
    }

    private void checkContent() {
        if (!builder.getRestCollection().getRests().isEmpty()) {
            throw new InvalidRouteFileException(
                    "The HTTP API is described by its contract; rest is not possible here.");
        }
        if (routes.isEmpty()) {
            throw new InvalidRouteFileException("There are no routes in it.");
        }
    }

    private void checkNames(Set<String> own) {
        Set<String> names = new HashSet<>();
        for (RouteDefinition route : routes) {
            String id = route.getRouteId();
            if (!route.hasCustomIdAssigned()) {
                throw new InvalidRouteFileException(
                        "The route from " + route.getInput().getEndpointUri() + " has no id.");
            }
            if (!names.add(id)) {
                throw new InvalidRouteFileException("Two of its routes have the id " + id + ".");
            }
            if (!own.contains(id) && context.getRouteDefinition(id) != null) {
                throw new InvalidRouteFileException("Another route has the id " + id + ".");
            }
        }
    }

    /** The same routes, read anew: those that were stopped do not start again. */
    RouteFile again() {
        return read(context, name, content, Set.of());
    }

    /** The ids of its routes. */
    Set<String> ids() {
        Set<String> ids = new HashSet<>();
        routes.forEach(route -> ids.add(route.getRouteId()));
        return ids;
    }

    /**
     * Runs its routes, or none of them.
     *
     * @throws InvalidRouteFileException if one does not start
     */
    void start() {
        try {
            builder.addRoutesToCamelContext(context);
        } catch (Exception e) {
            stop();
            throw new InvalidRouteFileException(e);
        }
    }

    /** Ends its routes; exchanges in flight finish. */
    void stop() {
        for (RouteDefinition route : routes) {
            try {
                if (context.getRouteDefinition(route.getRouteId()) != null) {
                    context.getRouteController().stopRoute(route.getRouteId(), STOP_SECONDS, TimeUnit.SECONDS);
                    context.removeRouteDefinition(route);
                }
            } catch (Exception e) {
                throw new IllegalStateException("The route " + route.getRouteId() + " cannot be stopped", e);
            }
        }
    }
}
