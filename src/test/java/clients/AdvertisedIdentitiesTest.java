package clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class AdvertisedIdentitiesTest {

    private static final Client CLIENT = new Client(
            "francisco", "act_1", "77", "5", "ENV:TOKEN", true, Set.of("78"), Set.of("6"), null, null, null, null);

    private final List<String> asked = new ArrayList<>();
    private final AdvertisedIdentities identities = new AdvertisedIdentities(new ClientRepository(null) {
        @Override
        public boolean isInstagramOfAnother(String clientId, String instagramUserId) {
            asked.add(instagramUserId);
            return instagramUserId.equals("7");
        }
    });

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'promoted_object': {'page_id': '77'}}",
                "{'promoted_object': {'page_id': 78}}",
                "{'promoted_object': {'page_id': null}}",
                "{'promoted_object': {'pixel_id': '9'}}",
                "{'tracking_specs': [{'action.type': ['post_engagement'], 'page': ['77', '78']}]}",
                "{'targeting': {'geo_locations': {'countries': ['PT']}}}"
            })
    void letPassThePagesOfTheClient(String request) {
        assertThatCode(() -> identities.checkPages(CLIENT, json(request))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'promoted_object': {'page_id': '79'}}                          | /promoted_object/page_id
            {'promoted_object': {'page_id': 79}}                            | /promoted_object/page_id
            {'promoted_object': {'page_id': ''}}                            | /promoted_object/page_id
            {'promoted_object': {'omnichannel_object': {'page_id': '79'}}}  | /promoted_object/omnichannel_object/page_id
            {'promoted_object': {'page_id': ['77', '79']}}                  | /promoted_object/page_id/1
            {'promoted_object': {'page_id': {'id': '79'}}}                  | /promoted_object/page_id/id
            {'tracking_specs': [{'page': ['77', '79']}]}                    | /tracking_specs/0/page/1
            """)
    void refuseAllOthers(String request, String place) {
        Rejected refused = catchThrowableOfType(Rejected.class, () -> identities.checkPages(CLIENT, json(request)));

        assertThat(refused.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(refused.errors()).extracting(FieldError::pointer).containsExactly(place);
        assertThat(refused).hasMessageContaining("page_ids").hasMessageContaining("77");
    }

    /** A long path to many short values: built for each of them it would take gigabytes. */
    @Test
    void costNoMoreThanTheSizeOfTheRequest() throws JsonProcessingException {
        String name = "{'" + "n".repeat(250) + "':";
        JsonNode request =
                json(name.repeat(90) + "[" + "{'a':1},".repeat(60_000) + "{'page_id':'77'}]" + "}".repeat(90));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        identities.checkPages(CLIENT, request);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'instagram_user_id': '5'}", "{'instagram_user_id': '6'}", "{}"})
    void knowTheInstagramAccountsOfTheClient(String request) throws SQLException {
        identities.checkInstagram(CLIENT, json(request));

        assertThat(asked).isEmpty();
    }

    @Test
    void refuseAnotherClientsInstagramAccount() {
        assertThatCode(() -> identities.checkInstagram(CLIENT, json("{'instagram_user_id': '8'}")))
                .doesNotThrowAnyException();
        Rejected refused = catchThrowableOfType(
                Rejected.class, () -> identities.checkInstagram(CLIENT, json("{'instagram_user_id': '7'}")));
        assertThat(refused.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(refused.errors()).extracting(FieldError::field).containsExactly("instagram_user_id");
        assertThat(refused).hasMessageContaining("'7'");
        assertThat(asked).containsExactly("8", "7");
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
