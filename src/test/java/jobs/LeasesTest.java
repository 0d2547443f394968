package jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graph.GraphRequest;
import jobs.Stopped.Why;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

class LeasesTest {

    private final CamelContext camel = new DefaultCamelContext();
    private final Rows rows = new Rows();
    private final Leases leases = new Leases(JobFixtures.config("lease", "10s"), rows, camel);

    /** The database, which counts queries. */
    private static final class Rows extends JobRepository {

        private Optional<Boolean> proof = Optional.of(false);
        private SQLException failure;
        private int proofs;
        private final List<Collection<UUID>> renewed = new ArrayList<>();

        private Rows() {
            super(null);
        }

        @Override
        Optional<Boolean> proveLease(Job job, double leaseSeconds) throws SQLException {
            proofs++;
            if (failure != null) {
                throw failure;
            }
            return proof;
        }

        @Override
        void renewLeases(Collection<UUID> jobs, String worker, double leaseSeconds) {
            renewed.add(jobs);
        }
    }

    /** A write within the last second proves the lease; for a short lease, within a tenth of it. */
    @ParameterizedTest
    @CsvSource({"10s, 0, 0", "10s, 800, 0", "10s, 1000, 1", "1s, 0, 0", "1s, 100, 1", "60s, 800, 0", "60s, 1000, 1"})
    void aWriteIsProofForAMoment(String lease, long millisAgo, int proofs) {
        Leases ofThatLease = new Leases(JobFixtures.config("lease", lease), rows, camel);
        JobRun run = run(ofThatLease);
        run.held(System.nanoTime() - Duration.ofMillis(millisAgo).toNanos());

        run.prove();

        assertThat(rows.proofs).isEqualTo(proofs);
    }

    @Test
    void aProofIsProofForAMoment() {
        JobRun run = run(leases);
        run.held(longAgo());

        run.prove();
        run.prove();

        assertThat(rows.proofs).isEqualTo(1);
    }

    @Test
    void aCreateIsProvenEachTime() {
        JobRun run = run(leases);
        run.ask(GraphRequest.create(run.account(), "adcreatives", Map.of()));
        run.held(System.nanoTime());

        run.prove();
        run.prove();

        assertThat(rows.proofs).isEqualTo(2);
    }

    /** The statement that wrote its intent proves one create. */
    @ParameterizedTest
    @CsvSource({"9.9, 0", "1.1, 0", "1.0, 1", "0, 1"})
    void aCreateIsProvenByItsIntentOnce(double leaseLeft, int proofs) {
        JobRun run = run(leases);
        run.ask(GraphRequest.create(run.account(), "adcreatives", Map.of()));
        run.leaseProved(System.nanoTime(), leaseLeft);

        run.prove();
        assertThat(rows.proofs).isEqualTo(proofs);

        run.prove();
        assertThat(rows.proofs).isEqualTo(proofs + 1);
    }

    /** The call waited for a slot longer than a proof is trusted. */
    @Test
    void anIntentOfLongAgoProvesNothing() {
        JobRun run = run(leases);
        run.ask(GraphRequest.create(run.account(), "adcreatives", Map.of()));
        run.leaseProved(longAgo(), 9.9);

        run.prove();

        assertThat(rows.proofs).isEqualTo(1);
    }

    @Test
    void withoutProofNoCallStarts() {
        JobRun run = run(leases);
        run.held(longAgo());

        rows.proof = Optional.empty();
        assertStopped(run, Why.LEASE_LOST);
        rows.failure = new SQLException("Connection refused", "08001");
        assertStopped(run, Why.LEASE_LOST);
        rows.failure = null;
        rows.proof = Optional.of(false);
        assertThatCode(run::prove).doesNotThrowAnyException();
    }

    /** The last write or the proof shows that the job is to be cancelled. */
    @Test
    void aCancelledJobMakesNoCall() {
        JobRun run = run(leases);
        run.held(longAgo());
        rows.proof = Optional.of(true);
        assertStopped(run, Why.CANCELLED);

        JobRun written = run(leases);
        written.held(System.nanoTime());
        written.written(JobFixtures.job("{'cancel_requested': true}"));
        rows.proofs = 0;
        assertStopped(written, Why.CANCELLED);
        assertThat(rows.proofs).isZero();
    }

    @Test
    void noCallStartsWhileTheProcessGoesDown() {
        JobRun run = run(leases);
        run.held(System.nanoTime());

        leases.goDown();

        assertStopped(run, Why.SHUTDOWN);
    }

    @Test
    void renewsWhatIsHeldUntilItsExchangeEnds() throws SQLException {
        leases.renew();
        assertThat(rows.renewed).isEmpty();

        Exchange exchange = held(run(leases));
        leases.renew();
        UnitOfWorkHelper.doneSynchronizations(
                exchange, exchange.getExchangeExtension().handoverCompletions());
        leases.renew();

        assertThat(rows.renewed).containsExactly(List.of(JobFixtures.job("{}").jobId()));
    }

    /** A released job that is due at once may be claimed again before the first run's exchange has ended. */
    @Test
    void anEarlierRunThatEndsLeavesTheLeaseOfTheNext() throws SQLException {
        Exchange first = held(run(leases));
        held(run(leases));
        UnitOfWorkHelper.doneSynchronizations(
                first, first.getExchangeExtension().handoverCompletions());

        leases.renew();

        assertThat(rows.renewed).containsExactly(List.of(JobFixtures.job("{}").jobId()));
    }

    @Test
    void aWakeUpWithoutAJobHoldsNothing() throws SQLException {
        held(leases.begin());

        leases.renew();

        assertThat(rows.renewed).isEmpty();
    }

    private Exchange held(JobRun run) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(run);
        leases.hold(exchange);
        return exchange;
    }

    /** A run that is about to read from Meta. */
    private static JobRun run(Leases leases) {
        JobRun run = leases.begin();
        run.tried(JobFixtures.job("{}"), JobFixtures.TYPE, false);
        run.ask(GraphRequest.read(run.account(), "12", "id"));
        return run;
    }

    private static long longAgo() {
        return System.nanoTime() - Duration.ofMinutes(1).toNanos();
    }

    private static void assertStopped(JobRun run, Why why) {
        assertThatThrownBy(run::prove).isInstanceOfSatisfying(Stopped.class, stopped -> assertThat(stopped.why())
                .isEqualTo(why));
    }
}
