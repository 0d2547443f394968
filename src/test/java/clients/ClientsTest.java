package clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import java.util.Map;

class ClientsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ROW = """
            {"client_id":"francisco","ad_account_id":"act_1","page_id":"77","instagram_user_id":null,
             "token_ref":"ENV:TOKEN_FRANCISCO","enabled":%s,"created_at":"2026-01-31T12:00:00+00:00"}
            """;

    private final Clients clients = new Clients();

    @Test
    void isNamedInTheBodyOrInTheQuery() {
        ObjectNode body = MAPPER.createObjectNode().put("client_id", "of-body");

        assertThat(clients.named(body, Map.of("client_id", "of-query"))).isEqualTo("of-body");
        assertThat(clients.named(null, Map.of("client_id", "of-query"))).isEqualTo("of-query");
    }

    @Test
    void readsARow() throws Exception {
        assertThat(client(true).account()).isEqualTo(new Account("act_1", "77", null, "ENV:TOKEN_FRANCISCO"));
    }

    @Test
    void acceptsNothingForADisabledClient() throws Exception {
        Client disabled = client(false);

        clients.check(client(true), "francisco", null);
        assertThatThrownBy(() -> clients.check(disabled, "francisco", null))
                .isInstanceOf(ClientDisabledException.class);
    }

    @Test
    void remembersWhereAnUnknownClientWasNamed() {
        UnknownClientException inBody = catchThrowableOfType(
                UnknownClientException.class, () -> clients.check(null, "nobody", MAPPER.createObjectNode()));
        UnknownClientException inQuery =
                catchThrowableOfType(UnknownClientException.class, () -> clients.check(null, "nobody", null));

        assertThat(inBody.inBody()).isTrue();
        assertThat(inQuery.inBody()).isFalse();
    }

    private static Client client(boolean enabled) throws Exception {
        return new ClientRows(MAPPER).read(ROW.formatted(enabled));
    }
}
