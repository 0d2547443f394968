package settings;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

import java.sql.SQLException;
import jakarta.inject.Singleton;

/** Lets a migration build indexes for as long as a large table needs, while the table is written to. */
@Singleton
public class SchemaMigration implements FlywayConfigurationCustomizer {

    private static final int WITHOUT_LIMIT = -1;

    @Override
    public void customize(FluentConfiguration flyway) {
        // CREATE INDEX CONCURRENTLY waits for open transactions, so the lock of the migration must not be held by one.
        flyway.getPluginRegister()
                .getPlugin(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        // Another process that starts waits for the one that migrates.
        flyway.lockRetryCount(WITHOUT_LIMIT);
        flyway.callbacks(new PatientConnection());
    }

    /**
     * Suspends the socket timeout of the datasource for migrations outside of a transaction: they build indexes, and block
     * nobody meanwhile. Those in a transaction hold locks, and must be as short as all other statements of the service.
     */
    private static final class PatientConnection extends BaseCallback {

        private boolean suspended;
        private int timeoutMillis;

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_EACH_MIGRATE
                    || event == Event.AFTER_EACH_MIGRATE
                    || event == Event.AFTER_EACH_MIGRATE_ERROR;
        }

        @Override
        public void handle(Event event, Context context) {
            try {
                if (event == Event.BEFORE_EACH_MIGRATE) {
                    suspended = context.getConnection().getAutoCommit();
                    if (suspended) {
                        timeoutMillis = context.getConnection().getNetworkTimeout();
                        context.getConnection().setNetworkTimeout(Runnable::run, 0);
                    }
                } else if (suspended) {
                    context.getConnection().setNetworkTimeout(Runnable::run, timeoutMillis);
                }
            } catch (SQLException e) {
                throw new IllegalStateException("The connection of the migration is lost.", e);
            }
        }
    }
}
