package launches;

import java.util.Locale;

/** The kinds of objects in a launch, in the order of their creation. */
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

    /** The member of the body with such nodes. */
    String member() {
        return member;
    }

    /** The kind of an item in the database and the API. */
    String sql() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The field of a dependent object that refers to this kind; null for media. */
    String idField() {
        return this == MEDIA ? null : sql() + "_id";
    }
}
