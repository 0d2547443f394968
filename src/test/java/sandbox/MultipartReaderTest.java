package sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sandbox reads a form the same however it is cut. */
class MultipartReaderTest {
    private static final List<String> TRICKS = List.of(
            "\r",
            "\n",
            "\r\n",
            "\r\r\n",
            "\r\n--",
            "\r\n--b-",
            "\r\n--b-B Z",
            "\r\n--b-B-",
            "\r\n--b-BB\r\n",
            "\r\n\r\n",
            "Grüße 🚲",
            "a");

    /** What content cannot contain. */
    private static final Pattern BOUNDARY_LINE = Pattern.compile("\r\n--b-B([ \t]*\r\n|--)");

    private final World world = new World(new Ids(), Clock.systemUTC());

    private record Form(Map<String, String> texts, String sha256, boolean complete) {}

    @Property(tries = 100)
    void everyCutGivesTheSameForm(@ForAll("contents") String text, @ForAll("contents") String content) {
        byte[] form = form(text, content);
        Form whole = new Form(Map.of("message", text, "empty", ""), sha256(content), true);

        for (int first = 0; first <= form.length; first++) {
            assertThat(read(form, first)).as("cut at %d", first).isEqualTo(whole);
            int second = first + (first * 7 + 3) % (form.length - first + 1);
            assertThat(read(form, first, second))
                    .as("cut at %d and %d", first, second)
                    .isEqualTo(whole);
        }
    }

    @Example
    void allPairsOfCutsOfAFormFullOfTricks() {
        String content = String.join("", TRICKS);
        byte[] form = form("Buy now", content);
        Form whole = new Form(Map.of("message", "Buy now", "empty", ""), sha256(content), true);

        for (int first = 0; first <= form.length; first++) {
            for (int second = first; second <= form.length; second++) {
                assertThat(read(form, first, second)).isEqualTo(whole);
            }
        }
    }

    @Example
    void aFormThatIsCutOffHasNoCompleteFile() {
        byte[] form = form("Buy now", "bytes");
        byte[] half = Arrays.copyOf(form, new String(form, UTF_8).indexOf("bytes") + 3);

        assertThat(read(half, 20).complete()).isFalse();
    }

    @Example
    void refusesWhatIsNoForm() {
        for (String broken : List.of("--b-B\r\n\r\n", "--b-B\r\nX: y\r\n\r\n", "--b-B\r\n" + "x".repeat(70_000))) {
            assertThatThrownBy(() -> read(broken.getBytes(UTF_8), 4)).isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(() -> new MultipartReader(world, "multipart/form-data", Optional.empty()))
                .isInstanceOf(Refusal.class);
    }

    @Provide
    Arbitrary<String> contents() {
        return Arbitraries.of(TRICKS)
                .list()
                .ofMaxSize(6)
                .map(tricks -> String.join("", tricks))
                .filter(content ->
                        !BOUNDARY_LINE.matcher("\r\n" + content + "\r\n").find());
    }

    private static byte[] form(String text, String content) {
        return ("preamble\r\n--b-B \r\nContent-Disposition: form-data; name=\"message\"\r\n\r\n" + text
                        + "\r\n--b-B\r\nContent-Type: image/png\r\ncontent-disposition: form-data; filename=\"a;b.png\";"
                        + " name=source\r\n\r\n" + content
                        + "\r\n--b-B\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n"
                        + "\r\n--b-B--\r\nepilogue")
                .getBytes(UTF_8);
    }

    private static String sha256(String content) {
        MessageDigest digest = Digests.sha256();
        digest.update(content.getBytes(UTF_8));
        return Digests.hex(digest);
    }

    private Form read(byte[] form, int... cuts) {
        MultipartReader reader = new MultipartReader(world, "multipart/form-data; boundary=\"b-B\"", Optional.empty());
        int start = 0;
        for (int cut : cuts) {
            reader.write(Arrays.copyOfRange(form, start, cut));
            start = cut;
        }
        reader.write(Arrays.copyOfRange(form, start, form.length));
        Params params = new Params();
        Map<String, ReceivedFile> files = new LinkedHashMap<>();
        reader.end(params, files);
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : List.of("message", "empty")) {
            params.text(name).ifPresent(value -> texts.put(name, value));
        }
        return new Form(
                texts,
                files.containsKey("source") ? files.get("source").sha256() : "",
                files.containsKey("source") && files.get("source").complete());
    }
}
