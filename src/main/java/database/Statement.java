package database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of {@code db/queries}, loaded once.
 *
 * @param name the file name without extension
 * @param sql with a {@code ?} in place of each {@code :?parameter}
 * @param parameters the names of the parameters by position; a name may be repeated
 */
public record Statement(String name, String sql, List<String> parameters) {

    private static final Pattern PARAMETER = Pattern.compile(":\\?(\\w+)");

    /**
     * @throws IllegalArgumentException if there is no such file
     */
    public static Statement named(String name) {
        String text = read(name);
        List<String> parameters = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            parameters.add(matcher.group(1));
        }
        return new Statement(name, matcher.replaceAll("?"), List.copyOf(parameters));
    }

    private static String read(String name) {
        String path = "db/queries/" + name + ".sql";
        try (InputStream file = Statement.class.getClassLoader().getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalArgumentException("There is no statement " + path);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read " + path, e);
        }
    }
}
