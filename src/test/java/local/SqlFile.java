package local;

import org.apache.commons.io.IOUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement of {@code db/queries}, run without the service: in the test's own transaction, or to see its plan. */
public final class SqlFile {
    private static final Pattern PARAMETER = Pattern.compile(":\\?(\\w+)");
    private static final Pattern COMMENT = Pattern.compile("--.*");

    private final String sql;
    private final List<String> parameters = new ArrayList<>();

    private SqlFile(String text) {
        String statement = COMMENT.matcher(text).replaceAll("");
        Matcher matcher = PARAMETER.matcher(statement);
        while (matcher.find()) {
            parameters.add(matcher.group(1));
        }
        this.sql = matcher.replaceAll("?");
    }

    /** Reads {@code db/queries/<name>.sql}. */
    public static SqlFile named(String name) {
        try {
            return new SqlFile(IOUtils.resourceToString("/db/queries/" + name + ".sql", StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first column of each row; empty without rows. */
    public List<String> run(Connection connection, Map<String, ?> values) throws SQLException {
        return run(connection, sql, values);
    }

    /** The executed plan with buffers, as JSON. */
    public String explain(Connection connection, Map<String, ?> values) throws SQLException {
        return run(connection, "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + sql, values)
                .get(0);
    }

    private List<String> run(Connection connection, String text, Map<String, ?> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, values.get(parameters.get(i)));
            }
            List<String> rows = new ArrayList<>();
            if (statement.execute()) {
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) {
                        rows.add(result.getString(1));
                    }
                }
            }
            return rows;
        }
    }
}
