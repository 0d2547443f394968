package campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import calls.ApiCall;
import calls.TestCalls;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;
import graph.GraphFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

class ListCursorTest {

    @Test
    void continuesWithTheFilterOfTheFirstPage() {
        String cursor = nextOf("listAds", Map.of("limit", "2", "status", "PAUSED", "parent_id", "7"));

        ListCursor page = ListCursor.of(
                TestCalls.call("listAds", null, Map.of("limit", "9", "cursor", cursor, "status", "PAUSED")),
                "status",
                "parent_id");

        assertThat(page).isEqualTo(new ListCursor(Map.of("status", "PAUSED", "parent_id", "7"), "MTIz", 9));
        assertThat(cursor).matches("[A-Za-z0-9_=-]+");
    }

    @Test
    void refusesAnotherFilter() {
        String cursor = nextOf("listAds", Map.of("limit", "2", "status", "PAUSED"));

        for (String parameter : new String[] {"status", "parent_id"}) {
            assertRejected(
                    parameter, TestCalls.call("listAds", null, Map.of("limit", "2", "cursor", cursor, parameter, "1")));
        }
    }

    @Test
    void refusesTheCursorOfAnotherList() {
        String cursor = nextOf("listAds", Map.of("limit", "2"));
        ApiCall ofAnObject = TestCalls.call("listAds", null, Map.of("limit", "2", "cursor", cursor));
        ofAnObject.about("7");

        assertRejected("cursor", ofAnObject);
        assertRejected("cursor", TestCalls.call("listAdSets", null, Map.of("limit", "2", "cursor", cursor)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "MTIz", "e30", "bnVsbA", "W10"})
    void refusesWhatIsNoCursor(String cursor) {
        assertRejected("cursor", TestCalls.call("listAds", null, Map.of("limit", "2", "cursor", cursor)));
    }

    @Test
    void refusesTheCursorOfAnotherAccount() {
        String cursor = nextOf("listAds", Map.of("limit", "2"));
        String other =
                new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).replace("act_1", "act_2");

        assertRejected(
                "cursor",
                TestCalls.call(
                        "listAds",
                        null,
                        Map.of(
                                "limit",
                                "2",
                                "cursor",
                                Base64.getUrlEncoder()
                                        .withoutPadding()
                                        .encodeToString(other.getBytes(StandardCharsets.UTF_8)))));
    }

    /** Meta's cursor is there on the last page too. */
    @Test
    void endsWithoutANextPage() {
        ApiCall call = TestCalls.call("listAds", null, Map.of("limit", "2"));
        call.answered(GraphFixtures.object("{'data':[],'paging':{'cursors':{'after':'MTIz'}}}"));

        assertThat(ListCursor.of(call).next(call)).isNull();
    }

    private static String nextOf(String operation, Map<String, String> parameters) {
        ApiCall call = TestCalls.call(operation, null, parameters);
        call.answered(GraphFixtures.object("{'data':[],'paging':{'cursors':{'after':'MTIz'},'next':'https://x/'}}"));
        return ListCursor.of(call, "status", "parent_id").next(call);
    }

    private static void assertRejected(String parameter, ApiCall call) {
        Rejected rejected = catchThrowableOfType(Rejected.class, () -> ListCursor.of(call, "status", "parent_id"));
        assertThat(rejected.kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(rejected.errors()).extracting(FieldError::field).containsExactly(parameter);
    }
}
