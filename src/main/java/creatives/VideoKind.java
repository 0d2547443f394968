package creatives;

import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Findings;

import java.util.List;

/** One video: {@code video_data}, whose button is its only link. */
final class VideoKind implements CreativeKind {

    static final String NAME = "video";
    static final String MEDIA = "media";
    static final String THUMBNAIL = "thumbnail";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Slot> slots(ObjectNode input) {
        Slot media = new Slot(MEDIA, input.path(MEDIA), Slot.Use.VIDEO);
        return input.hasNonNull(THUMBNAIL)
                ? List.of(media, new Slot(THUMBNAIL, input.path(THUMBNAIL), Slot.Use.PICTURE))
                : List.of(media);
    }

    @Override
    public void check(Brief brief, Findings findings) {
        Destination.check(brief.input(), brief.account(), findings);
        Texts.check(brief.input(), findings);
    }

    @Override
    public void write(Brief brief, Assets assets, ObjectNode creative) {
        Asset video = assets.at(MEDIA, THUMBNAIL);
        ObjectNode story = Story.identity(brief, creative);
        if (brief.texts().several()) {
            writeFeed(brief, video, story, creative);
            return;
        }
        Texts texts = brief.texts();
        ObjectNode data = story.putObject("video_data");
        video.write(data, "image_url");
        Story.put(data, "title", texts.headline());
        Story.put(data, "message", texts.message());
        Story.put(data, "link_description", texts.description());
        brief.destination().writeWelcome(data);
        data.set("call_to_action", brief.destination().videoCallToAction(brief.field("display_link")));
    }

    /** Together with an asset feed Meta rejects {@code video_data} (1443048), but requires a link (2061015). */
    private static void writeFeed(Brief brief, Asset video, ObjectNode story, ObjectNode creative) {
        Destination destination = brief.destination();
        story.putObject("link_data").put("link", destination.address());
        ObjectNode feed = creative.putObject(Story.FEED);
        Feeds.video(feed.putArray("videos").addObject(), video);
        brief.texts().writeFeed(feed);
        Feeds.link(feed.putArray("link_urls").addObject(), destination.address(), brief.field("display_link"));
        feed.putArray("ad_formats").add("SINGLE_VIDEO");
        Feeds.button(feed, destination);
        if (destination.given().hasNonNull("page_welcome_message")) {
            destination.writeWelcome(feed.putObject("additional_data"));
        }
    }
}
