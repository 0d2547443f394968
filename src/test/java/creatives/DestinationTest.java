package creatives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import clients.Account;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import failures.Findings;
import failures.Kind;
import failures.Rejected;
import failures.Warning;
import graph.GraphFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class DestinationTest {

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
    void givesAButtonTheValueThatItsTypeTakes(String type, String link, String value) {
        ObjectNode button =
                Destination.of(input(type, link), GraphFixtures.ACCOUNT).callToAction();

        assertThat(button.path("type").asText()).isEqualTo(type);
        assertThat(button.has("value") ? button.get("value") : GraphFixtures.json("null"))
                .isEqualTo(GraphFixtures.json(value));
    }

    @ParameterizedTest
    @CsvSource({
        "CALL_NOW, https://example.com/, CALL_NOW calls a number",
        "LEARN_MORE, tel:+351210000000, Use call_to_action CALL_NOW",
        "WHATSAPP_MESSAGE, TEL:+351210000000, Use call_to_action CALL_NOW"
    })
    void refusesAButtonThatCannotLeadToTheLink(String type, String link, String wayOut) {
        Rejected refused = catchThrowableOfType(Rejected.class, () -> check(input(type, link)));

        assertThat(refused.kind()).isEqualTo(Kind.PREFLIGHT);
        assertThat(refused.errors()).singleElement().satisfies(finding -> {
            assertThat(finding.pointer()).isEqualTo("/link");
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
    void letsAButtonPassThatCan(String type, String link) {
        assertThatCode(() -> check(input(type, link))).doesNotThrowAnyException();
    }

    /** Meta docs, "Create lead ads", "Call Ads", "Website ads that click to message". */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'type':'website','link':'https://a.com/'}                         | LEARN_MORE             | https://a.com/                 | {'link':'https://a.com/'}
            {'type':'lead_form','lead_gen_form_id':'9'}                        | LEARN_MORE             | https://fb.me/                 | {'lead_gen_form_id':'9'}
            {'type':'lead_form','lead_gen_form_id':'9','link':'https://a.com'} | LEARN_MORE             | https://a.com                  | {'lead_gen_form_id':'9'}
            {'type':'whatsapp'}                                                | WHATSAPP_MESSAGE       | https://api.whatsapp.com/send  | {'app_destination':'WHATSAPP'}
            {'type':'messenger'}                                               | MESSAGE_PAGE           | https://m.me/77                | {'app_destination':'MESSENGER'}
            {'type':'instagram_direct'}                                        | MESSAGE_PAGE           | https://www.instagram.com/     | {'app_destination':'INSTAGRAM_DIRECT'}
            {'type':'call','phone_number':'+351210000000'}                     | CALL_NOW               | https://www.facebook.com/77    | {'link':'tel:+351210000000'}
            {'type':'app','app_store_url':'https://apps.apple.com/x'}          | INSTALL_MOBILE_APP     | https://apps.apple.com/x       | {'link':'https://apps.apple.com/x'}
            {'type':'profile','link':'https://www.instagram.com/beach/'}       | VIEW_INSTAGRAM_PROFILE | https://www.instagram.com/beach/ | {'link':'https://www.instagram.com/beach/'}
            """)
    void knowsWhatEachDestinationTakes(String destination, String type, String address, String value) {
        ObjectNode input = GraphFixtures.object("{'destination': " + destination + "}");
        Destination found = Destination.of(input, GraphFixtures.ACCOUNT);

        assertThatCode(() -> check(input)).doesNotThrowAnyException();
        assertThat(found.address()).isEqualTo(address);
        assertThat(found.callToAction().path("type").asText()).isEqualTo(type);
        assertThat(found.callToAction().path("value")).isEqualTo(GraphFixtures.json(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'destination':{'type':'lead_form'}}                                                    | /destination/lead_gen_form_id | is required
            {'destination':{'type':'call'}}                                                         | /destination/phone_number     | is required
            {'destination':{'type':'website'}}                                                      | /destination/link             | is required
            {'destination':{'type':'whatsapp','lead_gen_form_id':'9'}}                              | /destination/lead_gen_form_id | is not a field
            {'destination':{'type':'website','link':'https://a.com'},'link':'https://b.com'}        | /destination/link             | differs
            {'destination':{'type':'lead_form','lead_gen_form_id':'9'},'call_to_action':'SHOP_NOW'} | /call_to_action               | APPLY_NOW, DOWNLOAD
            {'destination':{'type':'whatsapp'},'call_to_action':'LEARN_MORE'}                       | /call_to_action               | WHATSAPP_MESSAGE
            {'destination':{'type':'website','link':'https://a.com'},'call_to_action':'CALL_NOW'}   | /call_to_action               | belongs to call
            {}                                                                                      | /link                         | is required
            """)
    void namesWhatContradictsADestination(String input, String pointer, String text) {
        Rejected refused = catchThrowableOfType(Rejected.class, () -> check(GraphFixtures.object(input)));

        assertThat(refused.errors()).extracting(FieldError::pointer).containsExactly(pointer);
        assertThat(refused.errors().get(0).detail()).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"VIEW_INSTAGRAM_PROFILE", "VISIT_PROFILE", "SHOP_NOW"})
    void warnsOfNoButtonThatMetaDocuments(String type) {
        assertThat(warnings(input(type, "https://example.com/"), GraphFixtures.ACCOUNT))
                .isEmpty();
    }

    @Test
    void warnsOfAButtonThatItDoesNotKnow() {
        assertThat(warnings(input("A_TYPE_OF_2027", "https://example.com/"), GraphFixtures.ACCOUNT))
                .containsExactly("unknown-call-to-action");
    }

    @Test
    void warnsOfAChatWithoutAWelcomeOnInstagram() {
        ObjectNode input = GraphFixtures.object("{'destination': {'type': 'whatsapp'}}");

        assertThat(warnings(input, new Account("act_1", "77", "5", "ENV:TOKEN")))
                .containsExactly("no-welcome-message");
        assertThat(warnings(input, GraphFixtures.ACCOUNT)).isEmpty();
    }

    private static List<String> warnings(ObjectNode input, Account account) {
        Findings findings = new Findings(false);
        Destination.check(input, account, findings);
        return findings.warnings().stream().map(Warning::code).toList();
    }

    private static void check(ObjectNode input) {
        Findings findings = new Findings(false);
        Destination.check(input, GraphFixtures.ACCOUNT, findings);
        findings.raise();
    }

    private static ObjectNode input(String type, String link) {
        return GraphFixtures.object("{'call_to_action': '" + type + "', 'link': '" + link + "'}");
    }
}
