package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page about the sandbox names all settings with their defaults, and all actions of faults. */
class SandboxPageTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private static final Path PAGE = Path.of("docs/sandbox.md");
    private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");

    @Test
    void namesAllSettings() throws IOException {
        List<String> set = new ArrayList<>();
        SERVER.client().control("GET", "_settings", null).body().fieldNames().forEachRemaining(set::add);

        assertThat(firstCells("Settings")).containsExactlyInAnyOrderElementsOf(set);
    }

    @Test
    void namesAllActions() throws IOException {
        assertThat(firstCells("Faults"))
                .contains(Arrays.stream(Fault.Action.values())
                        .map(Fault.Action::text)
                        .toArray(String[]::new));
    }

    private static List<String> firstCells(String section) throws IOException {
        List<String> names = new ArrayList<>();
        String text = Files.readString(PAGE).split("## " + section + "\n", 2)[1].split("\n## ", 2)[0];
        text.lines().filter(line -> line.startsWith("| `")).forEach(line -> {
            Matcher name = NAME.matcher(line.split("\\|")[1]);
            while (name.find()) {
                names.add(name.group(1));
            }
        });
        return names;
    }
}
