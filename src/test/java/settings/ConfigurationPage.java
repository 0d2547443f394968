package settings;

import com.thoughtworks.qdox.JavaProjectBuilder;
import com.thoughtworks.qdox.model.JavaClass;
import com.thoughtworks.qdox.model.JavaMethod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The reference of all properties in Markdown. Names and defaults are those of the running service, the texts are the
 * Javadoc of the {@code @ConfigMapping} interfaces.
 */
final class ConfigurationPage {

    private static final Pattern PREFIX = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
    private static final Pattern LINK = Pattern.compile("\\{@link\\s+([\\w.]*)(?:#(\\w+))?(?:\\(\\))?\\s*}");
    private static final Pattern CODE = Pattern.compile("\\{@code\\s+([^}]*)}");

    /** The text of each property, and of each group under its prefix. */
    private final Map<String, String> texts = new TreeMap<>();

    private final Map<String, String> prefixes = new TreeMap<>();

    ConfigurationPage(Path sources) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files = all.filter(ConfigurationPage::isMapping).sorted().toList();
        }
        Map<JavaClass, String> mappings = new LinkedHashMap<>();
        for (Path file : files) {
            var prefix = PREFIX.matcher(Files.readString(file));
            if (prefix.find()) {
                JavaClass mapping = new JavaProjectBuilder()
                        .addSource(file.toFile())
                        .getClasses()
                        .get(0);
                mappings.put(mapping, prefix.group(1));
                prefixes.put(mapping.getFullyQualifiedName(), prefix.group(1));
                prefixes.put(mapping.getName(), prefix.group(1));
            }
        }
        mappings.forEach((mapping, prefix) -> read(mapping, prefix));
    }

    private static boolean isMapping(Path file) {
        try {
            return Files.isRegularFile(file)
                    && PREFIX.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void read(JavaClass type, String prefix) {
        texts.merge(prefix, text(type.getComment(), prefix), (a, b) -> a + " " + b);
        for (JavaMethod method : type.getMethods()) {
            String name = prefix + "." + kebab(method.getName());
            type.getNestedClasses().stream()
                    .filter(nested ->
                            nested.getName().equals(method.getReturns().getName()) && nested.isInterface())
                    .findFirst()
                    .ifPresentOrElse(
                            group -> read(group, name), () -> texts.put(name, text(method.getComment(), prefix)));
        }
    }

    /** The page for these properties with their defaults; an empty default means none. */
    String of(Map<String, String> defaults) {
        Map<String, Map<String, String>> groups = new TreeMap<>();
        defaults.forEach((name, value) -> groups.computeIfAbsent(
                        name.substring(0, name.lastIndexOf('.')), group -> new TreeMap<>())
                .put(name, value));
        StringBuilder page = new StringBuilder();
        groups.forEach((group, properties) -> {
            page.append("\n### `").append(group).append("`\n\n").append(texts.getOrDefault(group, ""));
            page.append("\n\n| property | default | meaning |\n|---|---|---|\n");
            properties.forEach((name, value) -> page.append("| `%s` | %s | %s |%n"
                    .formatted(name, value.isEmpty() ? "–" : "`" + value + "`", texts.getOrDefault(name, ""))));
        });
        return page.toString();
    }

    private String text(String javadoc, String prefix) {
        if (javadoc == null) {
            return "";
        }
        String linked = LINK.matcher(javadoc).replaceAll(link -> {
            String type = link.group(1);
            String group = type.isEmpty() ? prefix : prefixes.getOrDefault(type, type);
            return "`" + (link.group(2) == null ? group : group + "." + kebab(link.group(2))) + "`";
        });
        return CODE.matcher(linked)
                .replaceAll("`$1`")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
    }

    static String kebab(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase();
    }
}
