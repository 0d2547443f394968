package media;

import database.Database;
import database.Statement;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Database access for media. */
@Singleton
public class MediaRepository {

    private static final Statement SELECT_MEDIA = Statement.named("select-media");

    private final Database database;

    @Inject
    public MediaRepository(Database database) {
        this.database = database;
    }

    /** The existing ones of these media; null for any client. */
    public List<Medium> find(Collection<UUID> ids, String clientId) throws SQLException {
        return database.run(SELECT_MEDIA)
                .with("media_ids", ids)
                .with("client_id", clientId)
                .jsonList(Medium.class);
    }
}
