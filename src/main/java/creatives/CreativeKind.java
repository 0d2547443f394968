package creatives;

import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Findings;

import java.util.List;

/** A kind of creative: its media, its rules, and its parameters at Meta. */
interface CreativeKind {

    /** The name in paths and jobs. */
    String name();

    /** The fields of a request that refer to media. */
    List<Slot> slots(ObjectNode input);

    /** Checks the rules of the kind. */
    void check(Brief brief, Findings findings);

    /** Checks known properties of the media, such as their proportions. */
    default void checkMedia(Brief brief, Assets assets, Findings findings) {}

    /** Writes the kind's parameters of the create. */
    void write(Brief brief, Assets assets, ObjectNode creative);
}
