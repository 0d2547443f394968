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
 * The routes of a YAML file, parsed but not yet running.
 *
 * <p>Unlike Camel's own reloading, parsing is separate from starting: a file that is broken, or uses an id that is
 * taken, is rejected before anything is stopped.
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
     * @param name the file name, with the extension of a YAML file
     * @param own the ids of routes that run from earlier content of this file
     * @throws InvalidRouteFileException if it has no routes that could run here
     */
    static RouteFile read(ModelCamelContext context, String name, byte[] content, Set<String> own) {
        RouteFile file;
        try {
            Resource resource = ResourceHelper.fromBytes(name, content);
            List<RoutesBuilder> builders =
                    new ArrayList<>(PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(resource)));
            if (builders.size() != 1 || !(builders.get(0) instanceof RouteBuilder builder)) {
                throw new InvalidRouteFileException("It has no routes.");
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

    /** They would also apply to the service's own routes. */
    private static void checkConfigurations(RouteBuilder builder) throws Exception {
        if (builder instanceof RouteConfigurationBuilder configurations) {
            configurations.configuration();
            if (!configurations
                    .getRouteConfigurationCollection()
                    .getRouteConfigurations()
                    .isEmpty()) {
                throw new InvalidRouteFileException(
                        "A routeConfiguration is not allowed here. Use onException, which applies to the routes of its file.");
            }
        }
    }

    private void checkContent() {
        if (!builder.getRestCollection().getRests().isEmpty()) {
            throw new InvalidRouteFileException("rest is not allowed here, since the contract defines the HTTP API.");
        }
        if (routes.isEmpty()) {
            throw new InvalidRouteFileException("It has no routes.");
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

    /** The same routes, parsed again: stopped routes cannot be restarted. */
    RouteFile again() {
        return read(context, name, content, Set.of());
    }

    Set<String> ids() {
        Set<String> ids = new HashSet<>();
        routes.forEach(route -> ids.add(route.getRouteId()));
        return ids;
    }

    /**
     * Starts all of its routes, or none.
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

    /** Stops its routes; exchanges in flight finish. */
    void stop() {
        for (RouteDefinition route : routes) {
            try {
                if (context.getRouteDefinition(route.getRouteId()) != null) {
                    context.getRouteController().stopRoute(route.getRouteId(), STOP_SECONDS, TimeUnit.SECONDS);
                    context.removeRouteDefinition(route);
                }
            } catch (Exception e) {
                throw new IllegalStateException("The route " + route.getRouteId() + " could not be stopped", e);
            }
        }
    }
}
