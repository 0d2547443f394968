package creatives;

import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Findings;

import java.util.List;

/**
 * An existing post, which keeps its likes and comments: {@code object_story_id} or {@code source_instagram_media_id}.
 */
final class PostKind implements CreativeKind {

    static final String NAME = "post";
    static final String STORY = "object_story_id";
    static final String INSTAGRAM = "instagram_media_id";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Slot> slots(ObjectNode input) {
        return List.of();
    }

    @Override
    public void check(Brief brief, Findings findings) {
        boolean story = brief.input().hasNonNull(STORY);
        if (story == brief.input().hasNonNull(INSTAGRAM)) {
            findings.invalid(STORY, "give either " + STORY + " or " + INSTAGRAM);
        }
        if (story && !brief.field(STORY).asText().startsWith(brief.account().pageId() + "_")) {
            findings.warn(
                    "post-of-another-page",
                    "The post is not of the client's page " + brief.account().pageId()
                            + ". Meta rejects the ad unless its ad set promotes the post's page (1885029).");
        }
        if (leads(brief)) {
            Destination.check(brief.input(), brief.account(), findings);
        }
    }

    /** Returns true if the creative adds a button to the post. */
    private static boolean leads(Brief brief) {
        return brief.input().hasNonNull(Destination.BUTTON)
                || brief.input().hasNonNull(Destination.FIELD)
                || brief.input().hasNonNull(Destination.LINK);
    }

    /** Meta rejects an {@code object_story_spec} together with a post (2061015, 1487929). */
    @Override
    public void write(Brief brief, Assets assets, ObjectNode creative) {
        if (brief.input().hasNonNull(STORY)) {
            creative.set(STORY, brief.field(STORY));
        } else {
            creative.set("source_instagram_media_id", brief.field(INSTAGRAM));
        }
        if (!leads(brief)) {
            return;
        }
        if (!brief.input().hasNonNull(STORY)) {
            creative.put("object_id", brief.account().pageId());
            Story.put(creative, "instagram_user_id", brief.instagramUserId());
        }
        creative.set("call_to_action", brief.destination().callToAction());
    }
}
