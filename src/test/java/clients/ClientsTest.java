package clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import failures.Failure;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;
import org.junit.jupiter.api.Test;

import java.util.Optional;

class ClientsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ROW = """
            {"client_id":"francisco","ad_account_id":"act_1","page_id":"77","instagram_user_id":null,
             "token_ref":"ENV:TOKEN_FRANCISCO","enabled":%s,"created_at":"2026-01-31T12:00:00+00:00"}
            """;

    @Test
    void readsARow() throws Exception {
        assertThat(client(true).account()).isEqualTo(new Account("act_1", "77", null, "ENV:TOKEN_FRANCISCO"));
    }

    @Test
    void acceptsNothingForADisabledClient() throws Exception {
        Optional<Client> disabled = Optional.of(client(false));

        Clients.check(Optional.of(client(true)), "francisco", false);
        assertThatThrownBy(() -> Clients.check(disabled, "francisco", false))
                .isInstanceOfSatisfying(
                        Rejected.class, refused -> assertThat(refused.kind()).isEqualTo(Kind.FORBIDDEN));
    }

    @Test
    void saysWhereAnUnknownClientWasNamed() {
        Failure inBody = catchThrowableOfType(Failure.class, () -> Clients.check(Optional.empty(), "nobody", true));
        Failure inQuery = catchThrowableOfType(Failure.class, () -> Clients.check(Optional.empty(), "nobody", false));

        assertThat(inBody.kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(inBody.errors()).extracting(FieldError::field).containsExactly("client_id");
        assertThat(inQuery.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(inQuery.errors()).isEmpty();
    }

    private static Client client(boolean enabled) throws Exception {
        return MAPPER.readValue(ROW.formatted(enabled), Client.class);
    }
}
