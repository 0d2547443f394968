package observability;

import org.apache.camel.spi.RoutePolicy;

import java.util.Map;

/** Something that is seen from outside, at where routes begin and end. */
interface Measurement {

    /** What to do there, by the id of the route. */
    Map<String, RoutePolicy> byRoute();
}
