package clients;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import jakarta.inject.Singleton;

/**
 * {@code FILE:/run/secrets/francisco}: a file. It is read for each call, which is far cheaper than a call to Meta; so a
 * replaced secret takes effect at once, also behind a symbolic link.
 */
@Singleton
public class FileTokens implements TokenScheme {

    /** Maximum size of a token file in bytes. */
    private static final int LONGEST = 16 * 1024;

    @Override
    public String name() {
        return "FILE";
    }

    @Override
    public Optional<String> read(String place) {
        try (InputStream file = Files.newInputStream(Path.of(place))) {
            byte[] bytes = file.readNBytes(LONGEST + 1);
            return bytes.length > LONGEST ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
