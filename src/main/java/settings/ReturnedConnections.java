package settings;

import io.smallrye.common.annotation.Identifier;
import org.apache.camel.component.jdbc.ConnectionStrategy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import jakarta.inject.Singleton;

/**
 * Connections of {@code jdbc:} endpoints. Camel only closes a connection that reports itself open, but a connection cut
 * by PostgreSQL reports itself closed, so it would never return to the pool, until the pool is empty. These connections
 * report themselves open until they are closed.
 *
 * <p>Camel also asks each statement for its number of parameters, which costs a round trip to PostgreSQL. Here they are
 * counted in its text.
 */
@Singleton
@Identifier(ReturnedConnections.NAME)
public class ReturnedConnections implements ConnectionStrategy {

    /** The bean's name in {@code camel.component.jdbc.connection-strategy}. */
    static final String NAME = "returnedConnections";

    @Override
    public Connection getConnection(DataSource dataSource) throws SQLException {
        return openUntilClosed(dataSource.getConnection());
    }

    /** Each statement is a transaction of its own. */
    @Override
    public boolean isConnectionTransactional(Connection connection, DataSource dataSource) {
        return false;
    }

    private static Connection openUntilClosed(Connection connection) {
        boolean[] closed = {false};
        return instead(Connection.class, (method, arguments) -> {
            switch (method.getName()) {
                case "isClosed":
                    return closed[0];
                case "close":
                    closed[0] = true;
                    break;
                case "prepareStatement":
                    return counted((PreparedStatement) method.invoke(connection, arguments), (String) arguments[0]);
                default:
            }
            return method.invoke(connection, arguments);
        });
    }

    private static PreparedStatement counted(PreparedStatement statement, String sql) {
        return instead(
                PreparedStatement.class,
                (method, arguments) -> "getParameterMetaData".equals(method.getName())
                        ? count(sql)
                        : method.invoke(statement, arguments));
    }

    private static ParameterMetaData count(String sql) {
        int parameters = (int) sql.chars().filter(character -> character == '?').count();
        return instead(ParameterMetaData.class, (method, arguments) -> {
            if ("getParameterCount".equals(method.getName())) {
                return parameters;
            }
            throw new UnsupportedOperationException(method.getName());
        });
    }

    @FunctionalInterface
    private interface Calls {
        Object answer(Method method, Object[] arguments) throws ReflectiveOperationException, SQLException;
    }

    private static <T> T instead(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                ReturnedConnections.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return calls.answer(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
