package creatives;

import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Findings;

import java.util.List;

/** A kind of creative: which media it shows, what Meta surely refuses, and how it looks in Meta's words. */
interface CreativeKind {

    /** The name in paths and jobs. */
    String name();

    /** Where a request names media. */
    List<Slot> slots(ObjectNode input);

    /** Checks what is particular to the kind. */
    void check(Brief brief, Findings findings);

    /** Looks at what is known of the media, such as their proportions. */
    default void checkMedia(Brief brief, Assets assets, Findings findings) {}

    /** Writes what is particular to the kind into the parameters of the create. */
    void write(Brief brief, Assets assets, ObjectNode creative);
}
