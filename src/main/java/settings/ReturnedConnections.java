package settings;

import io.smallrye.common.annotation.Identifier;
import org.apache.camel.component.jdbc.ConnectionStrategy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import jakarta.inject.Singleton;

/**
 * How {@code jdbc:} endpoints come by connections. Camel closes a connection only if it says that it is open, but one
 * that PostgreSQL has cut says that it is closed: it would never go back to its pool, and when as many were cut as the
 * pool may hold, there would be none left for good. From here a connection is open until it has been closed.
 */
@Singleton
@Identifier(ReturnedConnections.NAME)
public class ReturnedConnections implements ConnectionStrategy {

    /** The bean's name in {@code camel.component.jdbc.connection-strategy}. */
    static final String NAME = "returnedConnections";

    private static final Class<?>[] INTERFACES = {Connection.class};

    @Override
    public Connection getConnection(DataSource dataSource) throws SQLException {
        return openUntilClosed(dataSource.getConnection());
    }

    /** Each statement is a transaction of its own, for {@code jdbc:} to end. */
    @Override
    public boolean isConnectionTransactional(Connection connection, DataSource dataSource) {
        return false;
    }

    private static Connection openUntilClosed(Connection connection) {
        boolean[] closed = {false};
        return (Connection) Proxy.newProxyInstance(
                ReturnedConnections.class.getClassLoader(), INTERFACES, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "isClosed":
                            return closed[0];
                        case "close":
                            closed[0] = true;
                            break;
                        default:
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
