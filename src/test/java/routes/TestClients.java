package routes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Registers clients in the database; each has its own ad account, so that tests do not affect each other. */
@Singleton
class TestClients {

    private static final String TOKEN_REF = "ENV:TOKEN_FRANCISCO";
    private static final AtomicLong NUMBERS = new AtomicLong(1000);

    @Inject
    DataSource dataSource;

    /** A client and its account. */
    record TestClient(String id, String adAccountId, String pageId) {

        /** The account id in Meta's objects, without {@code act_}. */
        String accountNumber() {
            return adAccountId.substring("act_".length());
        }
    }

    /** A new client with its own account. */
    TestClient register() {
        return register(TOKEN_REF, true);
    }

    /** A new client with the account and page of another one. */
    TestClient registerBeside(TestClient other) {
        return insert(
                new TestClient("client-" + NUMBERS.incrementAndGet(), other.adAccountId(), other.pageId()),
                TOKEN_REF,
                true);
    }

    /** A new client that is disabled. */
    TestClient registerDisabled() {
        return register(TOKEN_REF, false);
    }

    /** A new client whose token is elsewhere. */
    TestClient registerWithToken(String tokenRef) {
        return register(tokenRef, true);
    }

    /** Sets a client without a change, as an administrator does after replacing its token. */
    void setAgain(TestClient client) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE clients SET token_ref = token_ref WHERE client_id = ?")) {
            update.setString(1, client.id());
            update.executeUpdate();
        }
    }

    /** Allows a client one more page. */
    void allowPage(TestClient client, String pageId) throws SQLException {
        set("UPDATE clients SET page_ids = page_ids || ?::text WHERE client_id = ?", pageId, client);
    }

    /** Withdraws a page from a client. */
    void withdrawPage(TestClient client, String pageId) throws SQLException {
        set("UPDATE clients SET page_ids = array_remove(page_ids, ?::text) WHERE client_id = ?", pageId, client);
    }

    /** Gives a client an Instagram account. */
    void setInstagram(TestClient client, String account) throws SQLException {
        set("UPDATE clients SET instagram_user_id = ? WHERE client_id = ?", account, client);
    }

    private void set(String statement, String value, TestClient client) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(statement)) {
            update.setString(1, value);
            update.setString(2, client.id());
            update.executeUpdate();
        }
    }

    private TestClient register(String tokenRef, boolean enabled) {
        long number = NUMBERS.incrementAndGet();
        return insert(new TestClient("client-" + number, "act_" + number, "77" + number), tokenRef, enabled);
    }

    private TestClient insert(TestClient client, String tokenRef, boolean enabled) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO clients (client_id, ad_account_id, page_id, token_ref, enabled)"
                                + " VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, client.id());
            insert.setString(2, client.adAccountId());
            insert.setString(3, client.pageId());
            insert.setString(4, tokenRef);
            insert.setBoolean(5, enabled);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return client;
    }
}
