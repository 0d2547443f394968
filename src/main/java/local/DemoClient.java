package local;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Registers the client of the examples at each start of local mode. Not included in the production package. */
@Singleton
@IfBuildProfile("dev")
public class DemoClient {
    static final String ID = "francisco";
    static final String TOKEN_VARIABLE = "TOKEN_FRANCISCO";

    /** The sandbox accepts any token; Meta would reject this one. */
    static final String TOKEN = "local-mode-token-of-francisco";

    private static final Logger LOG = Logger.getLogger(DemoClient.class);
    private static final String AD_ACCOUNT_ID = "act_1000000001";
    private static final String PAGE_ID = "2000000001";
    private static final String INSERT = """
            INSERT INTO clients (client_id, ad_account_id, page_id, token_ref)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (client_id) DO NOTHING
            """;

    private final DataSource dataSource;
    private final LocalConfig config;

    public DemoClient(DataSource dataSource, LocalConfig config) {
        this.dataSource = dataSource;
        this.config = config;
    }

    void register(@Observes StartupEvent event) throws SQLException {
        if (!config.enabled()) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, ID);
            insert.setString(2, AD_ACCOUNT_ID);
            insert.setString(3, PAGE_ID);
            insert.setString(4, "ENV:" + TOKEN_VARIABLE);
            if (insert.executeUpdate() == 1) {
                LOG.infof("Registered the demo client %s", ID);
            }
        }
    }
}
