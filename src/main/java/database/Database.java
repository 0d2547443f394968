package database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Runs the statements of {@code db/queries} for repositories. Each statement is one transaction and one round trip:
 * connections use autocommit, and the statement's parameters are not described first.
 */
@Singleton
public class Database {

    /**
     * The endpoint for a flow's own statements. The result is the only value of the only row, or null without a row.
     */
    public static final String ENDPOINT =
            "jdbc:default?resetAutoCommit=false&useHeadersAsParameters=true&outputType=SelectOne";

    private final DataSource pool;
    private final ObjectMapper mapper;

    @Inject
    public Database(DataSource pool, ObjectMapper mapper) {
        this.pool = pool;
        this.mapper = mapper;
    }

    /** Reads the current row of a result. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Starts a run of the statement. */
    public Run run(Statement statement) {
        return new Run(statement);
    }

    /** One run of a statement. */
    public final class Run {

        private final Statement statement;
        private final Map<String, Object> values = new HashMap<>();

        private Run(Statement statement) {
            this.statement = statement;
        }

        /**
         * Sets a parameter, which may be null. A duration becomes its seconds, a collection of simple words an array.
         * PostgreSQL converts texts to the type that the statement casts them to.
         */
        public Run with(String parameter, Object value) {
            values.put(parameter, plain(value));
            return this;
        }

        private static Object plain(Object value) {
            if (value instanceof Duration duration) {
                return duration.toMillis() / 1000.0;
            }
            if (value instanceof Collection<?> words) {
                return words.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
            }
            return value instanceof UUID || value instanceof Instant ? value.toString() : value;
        }

        /** The rows, converted by the reader. */
        public <T> List<T> list(RowReader<T> reader) throws SQLException {
            try (Connection connection = pool.getConnection();
                    PreparedStatement prepared = bind(connection);
                    ResultSet result = prepared.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(reader.read(result));
                }
                return rows;
            }
        }

        /** The only row, if any. */
        public <T> Optional<T> first(RowReader<T> reader) throws SQLException {
            return list(reader).stream().findFirst();
        }

        /** The only row, if any, whose only column is JSON of the type. */
        public <T> Optional<T> json(Class<T> type) throws SQLException {
            return first(row -> Database.this.read(row.getString(1), type));
        }

        /** The rows, whose only column is JSON of the type. */
        public <T> List<T> jsonList(Class<T> type) throws SQLException {
            return list(row -> Database.this.read(row.getString(1), type));
        }

        /** Returns the number of rows changed by a statement without a result. */
        public int update() throws SQLException {
            try (Connection connection = pool.getConnection();
                    PreparedStatement prepared = bind(connection)) {
                return prepared.executeUpdate();
            }
        }

        private PreparedStatement bind(Connection connection) throws SQLException {
            PreparedStatement prepared = connection.prepareStatement(statement.sql());
            try {
                int place = 1;
                for (String parameter : statement.parameters()) {
                    if (!values.containsKey(parameter)) {
                        throw new IllegalStateException(
                                "The statement " + statement.name() + " has no parameter " + parameter);
                    }
                    prepared.setObject(place++, values.get(parameter));
                }
                return prepared;
            } catch (SQLException | RuntimeException e) {
                prepared.close();
                throw e;
            }
        }
    }

    /** Parses a JSON value of a row. */
    public <T> T read(String json, Class<T> type) {
        try {
            return json == null ? null : mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot parse a value as " + type.getSimpleName(), e);
        }
    }
}
