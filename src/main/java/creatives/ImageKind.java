package creatives;

import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Findings;

import java.util.List;

/** One image: {@code link_data}. */
final class ImageKind implements CreativeKind {

    static final String NAME = "image";
    static final String MEDIA = "media";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Slot> slots(ObjectNode input) {
        return List.of(new Slot(MEDIA, input.path(MEDIA), Slot.Use.PICTURE));
    }

    @Override
    public void check(Brief brief, Findings findings) {
        Destination.check(brief.input(), brief.account(), findings);
        Texts.check(brief.input(), findings);
    }

    @Override
    public void write(Brief brief, Assets assets, ObjectNode creative) {
        Asset picture = assets.at(MEDIA);
        Texts texts = brief.texts();
        ObjectNode link = Story.link(brief, Story.identity(brief, creative));
        Story.put(link, "name", texts.headline());
        Story.put(link, "description", texts.description());
        picture.write(link, "picture");
        if (texts.several()) {
            ObjectNode feed = creative.putObject(Story.FEED);
            feed.putArray("images").addObject().put("hash", picture.imageHash());
            texts.writeFeed(feed);
            // In call_to_action_types a lead form would be lost, and the ad rejected (3390001).
            if (brief.destination().needsValue()) {
                feed.putArray("call_to_actions").add(brief.destination().callToAction());
            }
        }
    }
}
