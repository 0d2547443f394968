package routes;

import io.restassured.response.Response;
import local.TestMedia;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Media of clients as their upload leaves them, so that tests of creatives need none. */
@Singleton
class MediaRows {

    @Inject
    DataSource dataSource;

    /** A picture that the ad account has. */
    String picture(TestClients.TestClient client) {
        Response made = ServiceApi.image(client, TestMedia.picture());
        return picture(client, made.path("image_hash"));
    }

    /** A picture of this hash. */
    String picture(TestClients.TestClient client, String hash) {
        return insert(client, "image", "ready", hash, null, null);
    }

    /** A video that is ready at Meta, with a still picture or without. */
    String video(TestClients.TestClient client, boolean still) {
        Response job = ServiceApi.awaitSuccess(ServiceApi.videoJob(client));
        return insert(
                client,
                "video",
                "ready",
                null,
                job.path("result.video_id"),
                still ? job.path("result.image_hash") : null);
    }

    /** A medium in any status. */
    String insert(
            TestClients.TestClient client,
            String kind,
            String status,
            String hash,
            String videoId,
            String thumbnailHash) {
        UUID id = UUID.randomUUID();
        run(
                "INSERT INTO media (media_id, client_id, ad_account_id, kind, status, image_hash, video_id, thumbnail_hash)"
                        + " VALUES (?::uuid, ?, ?, ?, ?, ?, ?, ?)",
                id.toString(),
                client.id(),
                client.adAccountId(),
                kind,
                status,
                hash,
                videoId,
                thumbnailHash);
        return id.toString();
    }

    /** Its upload goes on. */
    void set(String mediaId, String status, String hash) {
        run("UPDATE media SET status = ?, image_hash = ? WHERE media_id = ?::uuid", status, hash, mediaId);
    }

    /** Its pixels are known. */
    void setSize(String mediaId, int width, int height) {
        run(
                "UPDATE media SET width = ?::int, height = ?::int WHERE media_id = ?::uuid",
                String.valueOf(width),
                String.valueOf(height),
                mediaId);
    }

    /** The client has moved to another ad account. */
    void moveAway(String mediaId) {
        run("UPDATE media SET ad_account_id = 'act_1' WHERE media_id = ?::uuid", mediaId);
    }

    private void run(String sql, String... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
