package settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages name the code as it is: classes, packages, linked files, and the route in the README. */
class DocumentedCodeTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CLASS = Pattern.compile("(?<![\\w.])([a-z]+)\\.([A-Z]\\w*[a-z]\\w*)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^):]*)?\\)");

    @Test
    void namesClassesThatExist() throws IOException {
        Set<String> packages = packages();
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            all(CODE, Files.readString(page)).forEach(code -> all(CLASS, code.group(1))
                    .filter(name -> packages.contains(name.group(1)))
                    .filter(name -> !Files.exists(SOURCES.resolve(name.group(1)).resolve(name.group(2) + ".java")))
                    .forEach(name -> missing.add(page + ": " + name.group())));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void linksToFilesThatExist() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            all(LINK, Files.readString(page))
                    .map(link -> link.group(1))
                    .filter(link -> !Files.exists(page.resolveSibling(link)))
                    .forEach(link -> missing.add(page + ": " + link));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void describesEachPackage() throws IOException {
        String table = Files.readString(Path.of("docs/architecture.md"))
                .split("## Packages", 2)[1]
                .split("\n## ", 2)[0];

        assertThat(all(Pattern.compile("(?m)^\\| `(\\w+)` \\|"), table).map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(packages());
    }

    @Test
    void showsTheWorkersRouteAsItIs() throws IOException {
        String readme =
                Files.readString(Path.of("README.md")).split("```java", 2)[1].split("```", 2)[0];
        String routes = statements(Files.readString(SOURCES.resolve("routes/JobWorkerRoutes.java")));

        for (String route : readme.split("\n\n")) {
            assertThat(routes).contains(statements(route));
        }
    }

    private static String statements(String java) {
        return java.replaceAll("(?m)(^|\\s)//.*$", "").replaceAll("\\s+", "");
    }

    private static Stream<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static Set<String> packages() throws IOException {
        try (Stream<Path> directories = Files.list(SOURCES)) {
            return directories
                    .map(directory -> directory.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("SECURITY.md")),
                            docs.filter(page -> page.toString().endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }
}
