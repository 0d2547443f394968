package graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graph.GraphRequest.Attachment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Read failures and send failures are distinguished: only the latter are failures of the connection. */
class FileWindowBodyTest {

    private static final int SIZE = 200_000;

    @TempDir
    Path folder;

    private final byte[] bytes = new byte[SIZE];
    private Path file;

    @BeforeEach
    void write() throws IOException {
        new Random(5).nextBytes(bytes);
        file = Files.write(folder.resolve("video.mp4"), bytes);
    }

    @Test
    void sendsTheWindow() throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();

        window(file, 1000, 150_000).writeTo(sent);

        assertThat(sent.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, 1000, 151_000));
    }

    @Test
    void tellsAFileThatIsTooShort() {
        assertThatThrownBy(() -> window(file, 100_000, SIZE).writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(UnreadableFileException.class)
                .message()
                .doesNotContain(folder.toString());
    }

    @Test
    void tellsAFileThatIsGoneOrCannotBeRead() {
        assertThatThrownBy(() -> window(folder.resolve("gone"), 0, 1).writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(UnreadableFileException.class);
        assertThatThrownBy(() -> window(folder, 0, 1).writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(UnreadableFileException.class);
    }

    @Test
    void leavesAFailureOfTheConnectionAsItIs() {
        IOException reset = new IOException("Connection reset");
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                throw reset;
            }
        };

        assertThatThrownBy(() -> window(file, 0, 10).writeTo(broken)).isSameAs(reset);
    }

    private static FileWindowBody window(Path file, long offset, long length) {
        return new FileWindowBody(
                new Attachment("video_file_chunk", file, offset, length, "video.mp4", "application/octet-stream"));
    }
}
