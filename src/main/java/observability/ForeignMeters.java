package observability;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

import java.time.Duration;
import java.util.Arrays;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Adjusts meters of libraries. */
public class ForeignMeters {

    private static final String REQUESTS = "http.server.requests";

    private static final double[] NANOS = nanos(10, 50, 200, 1000, 5000, 30_000);

    private static double[] nanos(long... millis) {
        return Arrays.stream(millis)
                .mapToObj(Duration::ofMillis)
                .mapToDouble(Duration::toNanos)
                .toArray();
    }

    /** Adds histogram buckets for quantiles to Quarkus' timer of API calls. */
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

    /** Two Redis clients use the same names for Vert.x' pool meters, which would mix their values. */
    @Produces
    @Singleton
    MeterFilter ambiguousPools() {
        return MeterFilter.denyNameStartsWith("redis.");
    }

    /** The servers of the API and of management use the same name for Vert.x' connection count. */
    @Produces
    @Singleton
    MeterFilter ambiguousConnections() {
        return MeterFilter.denyNameStartsWith("vertx.http.connections.");
    }
}
