package http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** The result of a form does not depend on how it is split, and is identical byte for byte. */
class MultipartParserTest {

    private static final String BOUNDARY = "x-Y";
    private static final int MOST_PARTS = 40;

    /** Pieces that look like a boundary, its beginning or its line breaks. */
    private static final List<String> TRICKS = List.of(
            "\r",
            "\n",
            "\r\n",
            "\r\r\n",
            "\r\n-",
            "\r\n--",
            "\r\n--x-",
            "--x-Y",
            "\r\n--x-y",
            "\r\n--x-YZ\r\n",
            "\r\n--x-Y \tZ",
            "\r\n--x-Y-Z",
            "\r\n--x-Y\rZ",
            "\n--x-Y\n",
            "\r\n\r\n",
            "Grüße 🚲",
            "a",
            "\u0000",
            " ");

    /** What content cannot contain. */
    private static final Pattern BOUNDARY_LINE = Pattern.compile("\r\n--x-Y([ \t]*\r\n|--)");

    /** One parsed part: name and file name of the head, and the content in Latin-1. */
    private record Read(String name, String fileName, String content) {}

    private static final class Recorder implements MultipartParser.Handler {
        private final List<Read> parts = new ArrayList<>();
        private PartHead head;
        private ByteArrayOutputStream content;

        @Override
        public void begin(PartHead begun) {
            head = begun;
            content = new ByteArrayOutputStream();
        }

        @Override
        public void content(byte[] bytes, int offset, int length) {
            content.write(bytes, offset, length);
        }

        @Override
        public void end() {
            parts.add(new Read(head.name(), head.fileName(), content.toString(ISO_8859_1)));
        }
    }

    @Property(tries = 150)
    void everyCutAndEveryPairOfCutsGivesTheSameParts(
            @ForAll("contents") @Size(max = 4) List<byte[]> contents,
            @ForAll("edges") String preamble,
            @ForAll("padding") String padding,
            @ForAll("edges") String epilogue) {
        List<Read> sent = new ArrayList<>();
        byte[] form = form(contents, preamble, padding, epilogue, sent);

        assertThat(read(form, form.length)).isEqualTo(sent);
        for (int first = 0; first <= form.length; first++) {
            assertThat(read(form, first)).as("cut at %d", first).isEqualTo(sent);
            int second = first + (first * 7 + contents.size()) % (form.length - first + 1);
            assertThat(read(form, first, second))
                    .as("cut at %d and %d", first, second)
                    .isEqualTo(sent);
        }
        assertThat(readByteByByte(form)).isEqualTo(sent);
    }

    @Example
    void allPairsOfCutsOfAFormFullOfTricks() {
        List<Read> sent = new ArrayList<>();
        byte[] form = form(
                List.of(
                        "Buy now".getBytes(UTF_8),
                        new byte[0],
                        String.join("", TRICKS).getBytes(UTF_8)),
                "preamble\r\n",
                " \t",
                "\r\n--x-Y\r\nepilogue",
                sent);

        for (int first = 0; first <= form.length; first++) {
            for (int second = first; second <= form.length; second++) {
                assertThat(read(form, first, second)).isEqualTo(sent);
            }
        }
    }

    @Example
    void largeContentPassesUnchanged() {
        byte[] content = new byte[1_000_000];
        new Random(7).nextBytes(content);
        List<Read> sent = new ArrayList<>();
        byte[] form = form(List.of(content), "", "", "", sent);

        assertThat(read(form, 65_536, 131_072, 131_073, 900_000)).isEqualTo(sent);
    }

    @Example
    void readsHeadsInTheStylesOfClients() {
        assertThat(head("Content-Disposition: form-data; name=\"a;b\"; filename=\"c\\\"d.png\""))
                .extracting(PartHead::name, PartHead::fileName)
                .containsExactly("a;b", "c\"d.png");
        assertThat(head("content-disposition:form-data;name=plain ; filename=x.png")
                        .fileName())
                .isEqualTo("x.png");
        assertThat(head("Content-Disposition: form-data; name=\"f\"; filename=\"C:\\dir\\x.png\"")
                        .fileName())
                .isEqualTo("C:\\dir\\x.png");
        assertThat(head("Content-Disposition: form-data; name=f; filename*=UTF-8''na%C3%AFve+.png")
                        .fileName())
                .isEqualTo("naïve+.png");
        assertThat(head("Content-Disposition: form-data; name=\"f\"; filename=\"\"")
                        .isFile())
                .isTrue();
        assertThat(
                        head("Content-Disposition: form-data; name=\"t\"\r\nContent-Type: text/plain; charset=\"iso-8859-1\"")
                                .charset())
                .isEqualTo(ISO_8859_1);
    }

    @Example
    void refusesHeadsThatCanBeReadInTwoWays() {
        for (String text : List.of(
                "",
                "Content-Type: text/plain",
                "Content-Disposition: attachment; name=\"a\"",
                "Content-Disposition: form-data",
                "Content-Disposition: form-data; name=\"a",
                "Content-Disposition: form-data; name=\"a\"b",
                "Content-Disposition: form-data; name=\"a\"; name=\"b\"",
                "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"",
                "Content-Disposition: form-data;\r\n name=\"a\"",
                "Content-Disposition: form-data; name=\"a\nb\"",
                "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64",
                "Content-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain; charset=nonsense",
                " Content-Disposition: form-data; name=\"a\"\r\nno header")) {
            assertThatThrownBy(() -> head(text))
                    .as(text)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("The form is malformed");
        }
    }

    @Example
    void boundsHeadsAndParts() {
        String part = "--x-Y\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n";

        assertThatThrownBy(() -> read(("--x-Y\r\nX: " + "y".repeat(9000)).getBytes(UTF_8), 10))
                .hasMessageContaining("more than 8192 bytes");
        assertThatThrownBy(() -> read(part.repeat(MOST_PARTS + 1).getBytes(UTF_8), 10))
                .hasMessageContaining("more than 40 parts");
    }

    @Example
    void aFormEndsWithItsClosingBoundaryOnly() {
        String part = "--x-Y\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb";
        for (String text : List.of("", "text", "--x-Y", "--x-Y-", part, part + "\r\n--x-Y", part + "\r\n--x-Y\r\n")) {
            assertThatThrownBy(() -> read(text.getBytes(UTF_8), 0))
                    .as(text)
                    .hasMessageContaining("ends before its closing boundary");
        }
        assertThat(read("--x-Y--".getBytes(UTF_8), 3)).isEmpty();
        // An empty part may have no line break of its own (RFC 2046, 5.1.1).
        assertThat(read((part.substring(0, part.length() - 1) + "--x-Y--").getBytes(UTF_8), 3))
                .containsExactly(new Read("a", null, ""));
    }

    @Provide
    Arbitrary<List<byte[]>> contents() {
        return Arbitraries.of(TRICKS)
                .list()
                .ofMaxSize(6)
                .map(tricks -> String.join("", tricks))
                .filter(content ->
                        !BOUNDARY_LINE.matcher("\r\n" + content + "\r\n").find())
                .map(content -> content.getBytes(UTF_8))
                .list();
    }

    @Provide
    Arbitrary<String> edges() {
        return Combinators.combine(
                        Arbitraries.of("", "line\r\n", "\r\n", "--x-Z\r\n"), Arbitraries.of("", "--x\r\n", "text\r\n"))
                .as(String::concat);
    }

    @Provide
    Arbitrary<String> padding() {
        return Arbitraries.of("", " ", "\t", " \t ");
    }

    private static byte[] form(
            List<byte[]> contents, String preamble, String padding, String epilogue, List<Read> sent) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(preamble.getBytes(UTF_8));
        for (int i = 0; i < contents.size(); i++) {
            String fileName = i % 2 == 0 ? null : "file \"" + i + ".png";
            String head = "--" + BOUNDARY + padding + "\r\nContent-Disposition: form-data; name=\"n" + i + "\""
                    + (fileName == null ? "" : "; filename=\"" + fileName.replace("\"", "\\\"") + "\"")
                    + "\r\nContent-Type: text/plain\r\n\r\n";
            form.writeBytes(head.getBytes(UTF_8));
            form.writeBytes(contents.get(i));
            form.writeBytes("\r\n".getBytes(UTF_8));
            sent.add(new Read("n" + i, fileName, new String(contents.get(i), ISO_8859_1)));
        }
        form.writeBytes(("--" + BOUNDARY + "--" + padding + "\r\n" + epilogue).getBytes(UTF_8));
        return form.toByteArray();
    }

    private static List<Read> read(byte[] form, int... cuts) {
        Recorder recorder = new Recorder();
        MultipartParser parser = new MultipartParser(BOUNDARY, MOST_PARTS, recorder);
        int start = 0;
        for (int cut : cuts) {
            int end = Math.min(cut, form.length);
            parser.write(form, start, end - start);
            start = end;
        }
        parser.write(form, start, form.length - start);
        parser.finish();
        assertThat(parser.undecidedBytes()).isZero();
        return recorder.parts;
    }

    private static List<Read> readByteByByte(byte[] form) {
        int[] cuts = new int[form.length];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = i;
        }
        return read(form, cuts);
    }

    private static PartHead head(String text) {
        return PartHead.parse(text);
    }
}
