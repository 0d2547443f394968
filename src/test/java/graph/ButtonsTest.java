package graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import failures.Rejected;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ButtonsTest {

    private final Buttons buttons = new Buttons();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            LEARN_MORE       | https://example.com/            | {'link': 'https://example.com/'}
            A_TYPE_OF_2027   | https://example.com/            | {'link': 'https://example.com/'}
            CALL_NOW         | tel:+351210000000               | {'link': 'tel:+351210000000'}
            WHATSAPP_MESSAGE | https://api.whatsapp.com/send   | {'app_destination': 'WHATSAPP'}
            MESSAGE_PAGE     | https://m.me/77                 | {'app_destination': 'MESSENGER'}
            MESSAGE_PAGE     | https://m.me/{{campaign.name}}  | {'app_destination': 'MESSENGER'}
            MESSAGE_PAGE     | https://ig.me/m/beach           | {'app_destination': 'INSTAGRAM_DIRECT'}
            LIKE_PAGE        | https://www.facebook.com/77     | {'page': '77'}
            NO_BUTTON        | https://example.com/            | null
            """)
    void haveTheValueThatTheirTypeTakes(String type, String link, String value) {
        JsonNode button = buttons.of(input(type, link), GraphFixtures.ACCOUNT);

        assertThat(button.path("type").asText()).isEqualTo(type);
        assertThat(button.has("value") ? button.get("value") : GraphFixtures.json("null"))
                .isEqualTo(GraphFixtures.json(value));
    }

    @ParameterizedTest
    @CsvSource({
        "CALL_NOW, https://example.com/, CALL_NOW calls a number",
        "LEARN_MORE, tel:+351210000000, use call_to_action CALL_NOW",
        "WHATSAPP_MESSAGE, TEL:+351210000000, use call_to_action CALL_NOW"
    })
    void areRefusedWhereTheyCannotLeadToTheLink(String type, String link, String wayOut) {
        Rejected refused = catchThrowableOfType(Rejected.class, () -> buttons.check(input(type, link)));

        assertThat(refused.errors()).singleElement().satisfies(finding -> {
            assertThat(finding.field()).isEqualTo("link");
            assertThat(finding.detail()).contains(wayOut);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "CALL_NOW, tel:+351210000000",
        "CALL_NOW, TEL:+351210000000",
        "LIKE_PAGE, https://example.com/",
        "NO_BUTTON, https://example.com/"
    })
    void passWhereTheyCan(String type, String link) {
        assertThatCode(() -> buttons.check(input(type, link))).doesNotThrowAnyException();
    }

    private static JsonNode input(String type, String link) {
        return GraphFixtures.json("{'call_to_action': '" + type + "', 'link': '" + link + "'}");
    }
}
