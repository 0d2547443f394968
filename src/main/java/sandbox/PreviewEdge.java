package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Set;

/** How an ad will look: {@code /{ad|creative}/previews} and {@code /act_…/generatepreviews}. Meta docs, "Ad Previews". */
final class PreviewEdge {
    private static final String FORMAT = "ad_format";
    private static final Set<String> FORMATS = Rule.words("""
            AUDIENCE_NETWORK_INSTREAM_VIDEO AUDIENCE_NETWORK_INSTREAM_VIDEO_MOBILE AUDIENCE_NETWORK_OUTSTREAM_VIDEO
            AUDIENCE_NETWORK_REWARDED_VIDEO BIZ_DISCO_FEED_MOBILE DESKTOP_FEED_STANDARD FACEBOOK_IFU_REELS_MOBILE
            FACEBOOK_PROFILE_FEED_DESKTOP FACEBOOK_PROFILE_FEED_MOBILE FACEBOOK_PROFILE_REELS_MOBILE
            FACEBOOK_REELS_BANNER FACEBOOK_REELS_BANNER_DESKTOP FACEBOOK_REELS_MOBILE FACEBOOK_REELS_POSTLOOP
            FACEBOOK_REELS_STICKER FACEBOOK_STORY_MOBILE FACEBOOK_STORY_STICKER_MOBILE INSTAGRAM_EXPLORE_CONTEXTUAL
            INSTAGRAM_EXPLORE_GRID_HOME INSTAGRAM_EXPLORE_IMMERSIVE INSTAGRAM_FEED_WEB INSTAGRAM_FEED_WEB_M_SITE
            INSTAGRAM_PROFILE_FEED INSTAGRAM_PROFILE_REELS INSTAGRAM_REELS INSTAGRAM_REELS_OVERLAY INSTAGRAM_REELS_WEB
            INSTAGRAM_SEARCH_CHAIN INSTAGRAM_SEARCH_GRID INSTAGRAM_STANDARD INSTAGRAM_STORY INSTAGRAM_STORY_WEB
            INSTANT_ARTICLE_STANDARD INSTREAM_VIDEO_DESKTOP INSTREAM_VIDEO_IMAGE INSTREAM_VIDEO_MOBILE
            MARKETPLACE_MOBILE MESSENGER_MOBILE_INBOX_MEDIA MOBILE_BANNER MOBILE_FEED_BASIC MOBILE_FEED_STANDARD
            MOBILE_FULLWIDTH MOBILE_INTERSTITIAL MOBILE_MEDIUM_RECTANGLE MOBILE_NATIVE RIGHT_COLUMN_STANDARD
            SUGGESTED_VIDEO_DESKTOP SUGGESTED_VIDEO_MOBILE WATCH_FEED_HOME WATCH_FEED_MOBILE
            """);

    private PreviewEdge() {}

    /** @param subject what is shown: the id of an ad or creative, or of a creative that is not made */
    static ObjectNode of(IncomingCall request, String subject) {
        String format = request.params().text(FORMAT).orElseThrow(() -> Refusal.missing(FORMAT));
        if (!FORMATS.contains(format)) {
            throw Refusal.parameter("Param ad_format must be one of {" + String.join(", ", FORMATS) + "}")
                    .blame(FORMAT);
        }
        String address = request.picture("preview-" + subject + "-" + format);
        ObjectNode edge = Json.object();
        edge.putArray("data")
                .addObject()
                .put(
                        "body",
                        "<iframe src=\"" + address
                                + "\" width=\"540\" height=\"690\" scrolling=\"yes\" style=\"border: none;\"></iframe>");
        return edge;
    }
}
