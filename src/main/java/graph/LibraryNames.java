package graph;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * Names of pictures in the account's library at Meta, by which people find them. A name comes from a caller: it becomes
 * one line of printable text without a path, and ends in the suffix of the picture's real type, by which Meta tells it.
 */
final class LibraryNames {

    /** Meta docs, "Ad Image": the longest name. */
    static final int MOST_CHARACTERS = 100;

    private static final Set<String> SUFFIXES = Set.of("png", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "heic");
    private static final String NAMELESS = "image";

    private LibraryNames() {}

    /**
     * The name of a picture.
     *
     * @param wanted a file name or the creative's name, as a caller wrote it; null or empty for none
     * @param mediaType the picture's type, as its content says
     */
    static String of(String wanted, String mediaType) {
        String suffix = "image/png".equals(mediaType) ? ".png" : ".jpg";
        String stem = withoutSuffix(printable(lastSegment(wanted == null ? "" : wanted)));
        String name = cut(stem, MOST_CHARACTERS - suffix.length()).strip();
        return (name.isEmpty() ? NAMELESS : name) + suffix;
    }

    private static String lastSegment(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    /**
     * Only what is seen as written: no control characters, no invisible ones that change the direction of text, no half
     * characters, and nothing that has a meaning in a header, a shell or a file system.
     */
    private static String printable(String name) {
        StringBuilder printable = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFC).codePoints().forEach(character -> {
            switch (Character.getType(character)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED -> {
                    // Dropped.
                }
                case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    printable.append(' ');
                default -> printable.appendCodePoint("\"*:<>?|;%".indexOf(character) < 0 ? character : '_');
            }
        });
        return printable.toString().strip();
    }

    private static String withoutSuffix(String name) {
        int dot = name.lastIndexOf('.');
        boolean known = dot >= 0 && SUFFIXES.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
        String stem = known ? name.substring(0, dot) : name;
        // A name that begins with a dot is hidden in many systems, one that ends with it has no suffix of its own.
        return stem.replaceAll("^[. ]+|[. ]+$", "");
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }
}
