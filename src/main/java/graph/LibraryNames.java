package graph;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * Names of images in the account's library at Meta. A name comes from a caller: it is reduced to one line of printable
 * text without a path, with the extension of the image's real type, by which Meta recognises the type.
 */
final class LibraryNames {

    /** Maximum length (Meta docs, "Ad Image"). */
    static final int MOST_CHARACTERS = 100;

    private static final Set<String> SUFFIXES = Set.of("png", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "heic");
    private static final String NAMELESS = "image";

    private LibraryNames() {}

    /**
     * @param wanted a file name or the creative's name from the caller; null or empty for none
     * @param mediaType the image's type, detected from its content
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
     * Keeps only visible characters: removes control characters, invisible ones that change the direction of text,
     * unpaired surrogates, and characters with a meaning in headers, shells or file systems.
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
                    // Removed.
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
        // A name that starts with a dot is hidden on many systems, and one that ends with a dot has no extension.
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
