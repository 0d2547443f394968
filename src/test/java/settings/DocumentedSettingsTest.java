package settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** docs/configuration.md documents each setting with its default. {@code -Dwrite-docs} writes its table of properties. */
class DocumentedSettingsTest {
    private static final Path PAGE = Path.of("docs", "configuration.md");

    /** The part of the page above it is written by hand. */
    private static final String GENERATED = "<!-- From here on generated from the javadoc of the interfaces: `mvn test"
            + " -Dtest=DocumentedSettingsTest -Dwrite-docs=true` -->\n";

    /** A row of the table of variables. */
    private static final Pattern VARIABLE_ROW =
            Pattern.compile("^\\| `([A-Z_]+)` \\| (?:`([^`]*)`.*|–) \\| \\S.*\\|$", Pattern.MULTILINE);

    /** {@code ${NAME:default}} in application.properties. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):([^}]*)}");

    /** All packages of the service. */
    private static final Path CLASSES = Path.of("target", "classes");

    private static final Properties PROPERTIES = new Properties();
    private static String page;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(PAGE);
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            PROPERTIES.load(reader);
        }
    }

    @Test
    void everyPropertyIsDocumentedWithItsDefault() throws IOException {
        String byHand = page.substring(0, page.indexOf(GENERATED) + GENERATED.length());
        String generated = byHand + new ConfigurationPage(Path.of("src", "main", "java")).of(declared());
        if (Boolean.getBoolean("write-docs")) {
            Files.writeString(PAGE, generated);
            page = generated;
        }

        assertThat(page).isEqualTo(generated);
        assertThat(generated).as("each has a meaning").doesNotContain("|  |");
    }

    @Test
    void everyVariableOfTheConfigurationFileIsDocumentedWithItsDefault() {
        Map<String, String> documented = documented(VARIABLE_ROW);

        assertThat(documented).containsAllEntriesOf(variablesWithOneDefault());
        assertThat(documented).containsKeys("ROLES", "DATABASE_URL", "REDIS_ADDR", "MAX_CONCURRENCY");
    }

    @Test
    void theConfigurationFileAgreesWithTheInterfaces() throws IOException {
        Map<String, String> contradictions = new TreeMap<>();
        declared().forEach((name, value) -> Optional.ofNullable(PROPERTIES.getProperty(name))
                .filter(fromFile -> !VARIABLE.matcher(fromFile).matches())
                .filter(fromFile -> !fromFile.equals(value))
                .ifPresent(fromFile -> contradictions.put(name, fromFile + ", but the interface says " + value)));

        assertThat(contradictions).isEmpty();
    }

    private static Map<String, String> documented(Pattern row) {
        return row.matcher(page)
                .results()
                .collect(Collectors.toMap(
                        match -> match.group(1), DocumentedSettingsTest::defaultIn, (a, b) -> twice(a), TreeMap::new));
    }

    private static String defaultIn(MatchResult row) {
        return row.group(2) == null ? "" : row.group(2);
    }

    private static String twice(String value) {
        throw new AssertionError("A setting is documented twice, with the default " + value);
    }

    /** The properties of all {@code @ConfigMapping} interfaces, and their defaults, empty for none. */
    private static Map<String, String> declared() throws IOException {
        Map<String, String> defaults = new TreeMap<>();
        try (Stream<Path> files = Files.walk(CLASSES)) {
            files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(DocumentedSettingsTest::load)
                    .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
                    .forEach(mapping -> addProperties(
                            mapping.getAnnotation(ConfigMapping.class).prefix(), mapping, defaults));
        }
        assertThat(defaults).as("properties found in %s", CLASSES).isNotEmpty();
        return defaults;
    }

    private static Class<?> load(String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace(File.separatorChar, '.');
        try {
            return Class.forName(name, false, DocumentedSettingsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** A method that returns another mapping interface is a group of properties. */
    private static void addProperties(String prefix, Class<?> mapping, Map<String, String> defaults) {
        for (Method method : mapping.getDeclaredMethods()) {
            if (!Modifier.isAbstract(method.getModifiers())) {
                continue;
            }
            String property = prefix + "." + name(method);
            Class<?> type = method.getReturnType();
            if (type.isInterface() && type.getEnclosingClass() == mapping) {
                addProperties(property, type, defaults);
            } else {
                defaults.put(property, defaultOf(prefix, method));
            }
        }
    }

    private static String name(Method method) {
        WithName name = method.getAnnotation(WithName.class);
        return name != null ? name.value() : ConfigurationPage.kebab(method.getName());
    }

    /** The annotation's default, or the value in application.properties, such as an endpoint's URI. */
    private static String defaultOf(String prefix, Method method) {
        WithDefault annotation = method.getAnnotation(WithDefault.class);
        if (annotation != null) {
            return annotation.value();
        }
        String fromFile = PROPERTIES.getProperty(prefix + "." + name(method), "");
        return VARIABLE.matcher(fromFile).matches() ? "" : fromFile;
    }

    /** All except those whose default depends on the place, such as MAX_CONCURRENCY. */
    private static Map<String, String> variablesWithOneDefault() {
        Map<String, String> defaults = PROPERTIES.values().stream()
                .flatMap(value -> VARIABLE.matcher(value.toString()).results())
                .collect(Collectors.toMap(
                        match -> match.group(1),
                        match -> match.group(2),
                        (a, b) -> a.equals(b) ? a : "",
                        TreeMap::new));
        defaults.values().removeIf(String::isEmpty);
        return defaults;
    }
}
