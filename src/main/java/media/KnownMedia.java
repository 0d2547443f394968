package media;

import clients.Account;
import graph.GraphCall;
import graph.GraphRequest;
import graph.Images;
import graph.Videos;

import java.sql.SQLException;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Checks whether Meta already has a file, so that it is not uploaded again. A medium that this service knows may have
 * been deleted at Meta, so Meta is asked each time.
 */
@Singleton
public class KnownMedia {

    private final MediaRepository media;
    private final Images images;
    private final Videos videos;

    @Inject
    public KnownMedia(MediaRepository media, Images images, Videos videos) {
        this.media = media;
        this.images = images;
        this.videos = videos;
    }

    /** The medium that this service knows with these bytes in the ad account. */
    Optional<Medium> remembered(GraphCall call, String sha256) throws SQLException {
        return media.known(call.clientId(), call.account().adAccountId(), sha256);
    }

    /** Asks whether Meta still has a medium. */
    GraphRequest look(Medium medium, Account account) {
        return medium.isPicture()
                ? images.find(medium.imageHash(), account)
                : videos.readStatus(medium.videoId(), account);
    }

    /** Returns true if Meta has it. */
    boolean isThere(Medium medium, GraphCall call) {
        return medium.isPicture()
                ? images.isThere(medium.imageHash(), call.answer())
                : videos.status(call.answer()).state() != Videos.State.FAILED;
    }
}
