package media;

/**
 * What a file is at Meta.
 *
 * @param imageHash of a picture, else null
 * @param videoId of a video, else null
 * @param thumbnailHash of the picture that stands for a video, or null
 * @param known whether Meta had it before
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
