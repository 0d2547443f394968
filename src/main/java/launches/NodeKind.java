package launches;

import java.util.Locale;

/** What a launch creates, in the order in which it does. */
enum NodeKind {
    MEDIA("media"),
    CAMPAIGN("campaign"),
    ADSET("adsets"),
    CREATIVE("creatives"),
    AD("ads");

    private final String member;

    NodeKind(String member) {
        this.member = member;
    }

    /** The member of the body that holds such nodes. */
    String member() {
        return member;
    }

    /** The kind of an item, in the database and the API. */
    String sql() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The field of a dependent that names an object of this kind; null for media. */
    String idField() {
        return this == MEDIA ? null : sql() + "_id";
    }
}
