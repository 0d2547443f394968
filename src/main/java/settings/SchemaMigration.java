package settings;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

import java.sql.SQLException;
import jakarta.inject.Singleton;

/** Lets a migration take as long as a large table needs, and build indexes while the table is written to. */
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

    /** Suspends the socket timeout of the datasource, which is meant for the short statements of the service. */
    private static final class PatientConnection extends BaseCallback {

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
                    timeoutMillis = context.getConnection().getNetworkTimeout();
                    context.getConnection().setNetworkTimeout(Runnable::run, 0);
                } else {
                    context.getConnection().setNetworkTimeout(Runnable::run, timeoutMillis);
                }
            } catch (SQLException e) {
                throw new IllegalStateException("The connection of the migration is lost.", e);
            }
        }
    }
}
