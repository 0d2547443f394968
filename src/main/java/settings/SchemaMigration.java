package settings;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

import java.sql.SQLException;
import jakarta.inject.Singleton;

/** Lets a migration build indexes on a large table for as long as necessary, while the table is in use. */
@Singleton
public class SchemaMigration implements FlywayConfigurationCustomizer {

    private static final int WITHOUT_LIMIT = -1;

    @Override
    public void customize(FluentConfiguration flyway) {
        // CREATE INDEX CONCURRENTLY waits for open transactions, so the migration must not hold its lock in one.
        flyway.getPluginRegister()
                .getPlugin(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        // A process that starts meanwhile waits for the migrating one.
        flyway.lockRetryCount(WITHOUT_LIMIT);
        flyway.callbacks(new PatientConnection());
    }

    /**
     * Removes the socket timeout of the datasource for migrations outside of a transaction: they build indexes and
     * block no other statements. Migrations in a transaction hold locks, and keep the normal limit.
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
