package observability;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

import java.time.Duration;
import java.util.Arrays;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What becomes of the meters that are not the service's own. */
public class ForeignMeters {

    private static final String REQUESTS = "http.server.requests";

    private static final double[] NANOS = nanos(10, 50, 200, 1000, 5000, 30_000);

    private static double[] nanos(long... millis) {
        return Arrays.stream(millis)
                .mapToObj(Duration::ofMillis)
                .mapToDouble(Duration::toNanos)
                .toArray();
    }

    /** Gives the durations of the API's calls, which Quarkus measures, the buckets that quantiles need. */
    @Produces
    @Singleton
    MeterFilter buckets() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return REQUESTS.equals(id.getName())
                        ? DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(NANOS)
                                .build()
                                .merge(config)
                        : config;
            }
        };
    }

    /** Two Redis clients share the names of Vert.x' meters of their pools, which then tell of either. */
    @Produces
    @Singleton
    MeterFilter ambiguousPools() {
        return MeterFilter.denyNameStartsWith("redis.");
    }

    /** The servers of the API and of management share the name of Vert.x' count of their connections. */
    @Produces
    @Singleton
    MeterFilter ambiguousConnections() {
        return MeterFilter.denyNameStartsWith("vertx.http.connections.");
    }
}
