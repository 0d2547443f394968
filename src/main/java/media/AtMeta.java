package media;

/**
 * The ids of a file at Meta.
 *
 * @param imageHash of a picture, else null
 * @param videoId of a video, else null
 * @param thumbnailHash of the picture that stands for a video, or null
 * @param known true if Meta already had it
 */
record AtMeta(String imageHash, String videoId, String thumbnailHash, boolean known) {

    static AtMeta picture(String hash, boolean known) {
        return new AtMeta(hash, null, null, known);
    }

    static AtMeta film(String videoId, String thumbnailHash, boolean known) {
        return new AtMeta(null, videoId, thumbnailHash, known);
    }

    static AtMeta of(Medium medium) {
        return new AtMeta(medium.imageHash(), medium.videoId(), medium.thumbnailHash(), true);
    }
}
