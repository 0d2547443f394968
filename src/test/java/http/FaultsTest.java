package http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import http.ContractSchema.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class FaultsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Operation.Body campaign = body("/v1/campaigns");

    @Test
    void endsTheSearchWithAsManyAsAPersonReads() {
        ObjectNode json = MAPPER.createObjectNode();
        for (int i = 0; i < 10_000; i++) {
            json.put("unknown" + i, i);
        }
        Faults faults = new Faults();

        campaign.check(json, faults);

        assertThat(faults.list()).hasSize(100);
        assertThat(faults.isFull()).isTrue();
    }

    @Test
    void namesAllWhereThereAreFewer() {
        Faults faults = new Faults();

        campaign.check(MAPPER.createObjectNode(), faults);

        assertThat(faults.list()).extracting(Violation::pointer).containsExactlyInAnyOrder("/name", "/objective");
        assertThat(faults.isFull()).isFalse();
    }

    @Test
    void cutsPointers() {
        ObjectNode json = MAPPER.createObjectNode().put("n".repeat(5000), 1);

        assertThat(campaign.schema().violations(json))
                .filteredOn(violation -> violation.detail().equals("unknown field"))
                .singleElement()
                .satisfies(violation ->
                        assertThat(violation.pointer()).hasSize(256).endsWith("…"));
    }

    @Test
    void refusesAnUnknownFieldWhateverItBeginsWith() {
        assertThat(campaign.schema().violations(MAPPER.createObjectNode().put("#name", 1)))
                .contains(new Violation("/#name", "unknown field"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"objective": "CONVERSIONS"}         | /objective    | is 'CONVERSIONS'; must be one of OUTCOME_APP_PROMOTION, OUTCOME_AWARENESS, OUTCOME_ENGAGEMENT, OUTCOME_LEADS, OUTCOME_SALES, OUTCOME_TRAFFIC
            {"objective": "EAABwzLixnjYBO1234567890123456789012"} | /objective | must be one of OUTCOME_APP_PROMOTION, OUTCOME_AWARENESS, OUTCOME_ENGAGEMENT, OUTCOME_LEADS, OUTCOME_SALES, OUTCOME_TRAFFIC
            {"objective": 1}                     | /objective    | must be text, not the number 1
            {"name": ""}                         | /name         | must not be empty
            {"daily_budget": "2000"}             | /daily_budget | must be a whole number or an object
            {"daily_budget": 0}                  | /daily_budget | must be at least 1
            {"promoted_object": []}              | /promoted_object | must be an object, not a list
            {"special_ad_categories": ["A","A"]} | /special_ad_categories | has the same entry twice
            {"start_time": "tomorrow"}           | /start_time   | must be a time such as 2026-01-31T09:30:00Z, 2026-01-31T10:30:00+01:00 or 2026-01-31T10:30:00+0100
            """)
    void saysWhatIsWrong(String json, String pointer, String detail) throws Exception {
        assertThat(campaign.schema().violations(MAPPER.readTree(json))).contains(new Violation(pointer, detail));
    }

    @Test
    void omitsEmptyFields() throws Exception {
        JsonNode json = MAPPER.readTree("""
                {"name": null, "daily_budget": null, "surprise": null, "promoted_object": {"page_id": null, "other": null},
                 "special_ad_categories": [null]}
                """);

        campaign.omissions().prune(json);

        assertThat(json).isEqualTo(MAPPER.readTree("""
                {"name": null, "surprise": null, "promoted_object": {"other": null}, "special_ad_categories": [null]}
                """));
    }

    @Test
    void keepsNullWhereItIsAValue() throws Exception {
        JsonNode json = MAPPER.readTree("{\"instagram_user_id\": null, \"callback_url\": null}");

        new Contract(new ContractTest.Limits())
                .resource("/v1/clients/francisco")
                .flatMap(resource -> resource.operation("PUT"))
                .flatMap(Operation::body)
                .orElseThrow()
                .omissions()
                .prune(json);

        assertThat(json).isEqualTo(MAPPER.readTree("{\"instagram_user_id\": null}"));
    }

    @Test
    void takesWhatMetaMayAddToItsLists() throws Exception {
        JsonNode adSet = MAPPER.readTree("""
                {"campaign_id": "1", "name": "Taiwan", "billing_event": "A_NEW_EVENT", "optimization_goal": "A_NEW_GOAL",
                 "destination_type": "PHONE_CALL", "targeting": {"geo_locations": {"countries": ["TW"]}},
                 "start_time": "2030-01-31T10:00:00-0700",
                 "regional_regulated_categories": ["TAIWAN_UNIVERSAL"],
                 "regional_regulation_identities": {"taiwan_universal_beneficiary": "1", "taiwan_universal_payer": "2"}}
                """);

        assertThat(body("/v1/adsets").schema().violations(adSet)).isEqualTo(List.of());
    }

    private static Operation.Body body(String path) {
        return new Contract(new ContractTest.Limits())
                .resource(path)
                .flatMap(resource -> resource.operation("POST"))
                .flatMap(Operation::body)
                .orElseThrow();
    }
}
