package launches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import calls.BodyParts;
import clients.AdvertisedIdentities;
import clients.Client;
import com.fasterxml.jackson.databind.node.ObjectNode;
import creatives.CreativeParts;
import creatives.Creatives;
import creatives.Enhancements;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;
import graph.GraphFixtures;
import jobs.NewItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class LaunchPlannerTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 5, 12);
    private static final UUID KNOWN = UUID.fromString("6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80");
    private static final String SET =
            "'optimization_goal': 'LINK_CLICKS', 'targeting': {'geo_locations':" + " {'countries': ['PT']}}";
    private static final String CAMPAIGN = "'campaign': {'name': 'C', 'objective': 'OUTCOME_TRAFFIC'}";
    private static final String CREATIVE = "'creatives': [{'key': 'c', 'creative_id': '5'}]";

    private final LaunchPlanner planner = new LaunchPlanner(
            new AnyBody(),
            new AdvertisedIdentities(null),
            new CreativeParts(new Creatives(GraphFixtures.MAPPER, new Enhancements(GraphFixtures.config()))),
            null);

    /** Takes every body; creatives have a few fields. */
    private static final class AnyBody implements BodyParts {
        @Override
        public List<FieldError> faults(String operation, ObjectNode part) {
            return part.hasNonNull("name") ? List.of() : List.of(FieldError.atPointer("/name", "is required"));
        }

        @Override
        public Set<String> fields(String operation) {
            return Set.of("name", "media", "message", "messages", "link", "destination", "cards");
        }
    }

    private LaunchPlan plan(String members) {
        ObjectNode body = GraphFixtures.object("{'name': 'L', " + members + "}");
        return planner.plan(body, client(), Set.of(KNOWN), TODAY);
    }

    private static Client client() {
        return new Client("francisco", "act_1", "77", null, null, true, null, null, null, null, null, null);
    }

    private List<String> faults(String members) {
        Rejected refusal = catchThrowableOfType(Rejected.class, () -> plan(members));
        assertThat(refusal).as("refusal of " + members).isNotNull();
        return refusal.errors().stream().map(FieldError::pointer).toList();
    }

    private static String adSets(String... sets) {
        return "'adsets': [" + String.join(", ", sets) + "]";
    }

    private static String adSet(String key, String more) {
        return "{'key': '%s', 'name': '%s', %s%s}".formatted(key, key, SET, more);
    }

    @Test
    void makesAnItemOfEachNewObjectAfterWhatItNeeds() {
        LaunchPlan plan = plan(String.join(
                ", ",
                CAMPAIGN,
                adSets(adSet("a", ", 'daily_budget': 1"), "{'key': 'b', 'adset_id': '9'}"),
                "'creatives': [{'key': 'c', 'kind': 'image', 'name': 'c', 'link': 'https://a.example/', 'media': {'image_hash': 'h'}},"
                        + " {'key': 'd', 'creative_id': '5'}]",
                "'ads_matrix': {'adsets': ['*'], 'creatives': ['*']}"));

        assertThat(plan.items())
                .extracting(NewItem::kind, NewItem::key, NewItem::needs)
                .containsExactly(
                        tuple("campaign", "campaign", List.of()),
                        tuple("adset", "a", List.of(0)),
                        tuple("creative", "c", List.of()),
                        tuple("ad", "a/c", List.of(1, 2)),
                        tuple("ad", "a/d", List.of(1)),
                        tuple("ad", "b/c", List.of(2)),
                        tuple("ad", "b/d", List.of()));
        Map<String, NewItem> items = plan.items().stream().collect(Collectors.toMap(NewItem::key, item -> item));
        assertThat(items.get("a").input().has("campaign_id"))
                .as("an id that is not known yet")
                .isFalse();
        assertThat(items.get("b/c").input().path("adset_id").asText()).isEqualTo("9");
        assertThat(items.get("b/c").input().has("creative_id")).isFalse();
        assertThat(items.get("b/d").input().path("creative_id").asText()).isEqualTo("5");
        assertThat(items.values())
                .filteredOn(item -> !item.kind().equals("creative"))
                .allMatch(item -> item.input().path("status").asText().equals("PAUSED"))
                .noneMatch(item -> item.input().has("client_id"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'campaign': {'name': 'C {{date}} {{launch.name}}'}            | campaign | C 2026-05-12 L
            'defaults': {'naming': {'campaign': 'X {{n}}'}}, 'campaign': {} | campaign | X 1
            'adsets': [{'key': 'a', 'name': '{{campaign.name}}/{{adset.key}}', 'daily_budget': 1}], 'campaign': {'name': 'C'} | adset | C/a
            'media': [{'key': 'm', 'name': 'Beach', 'image_hash': 'h'}], 'creatives': [{'key': 'c', 'kind': 'image', 'link': 'https://a.example/', 'media': 'm', 'name': '{{media.name}} {{creative.key}}'}] | creative | Beach c
            'creatives': [{'key': 'c', 'kind': 'image', 'link': 'https://a.example/', 'media': {'image_hash': 'h'}}] | creative | L c
            'adsets': [{'key': 'a', 'adset_id': '1'}], 'creatives': [{'key': 'c', 'creative_id': '5'}], 'ads': [{'adset': 'a', 'creative': 'c', 'name': '{{adset.key}}{{creative.key}}{{n}}'}] | ad | ac1
            'adsets': [{'key': 'a', 'adset_id': '1'}], 'creatives': [{'key': 'c', 'creative_id': '5'}], 'ads': [{'adset': 'a', 'creative': 'c'}] | ad | a c
            """)
    void replacesMacrosInNames(String members, String kind, String name) {
        String somewhere = members.replace("'daily_budget'", SET + ", 'daily_budget'");
        assertThat(plan(somewhere).items())
                .filteredOn(item -> item.kind().equals(kind))
                .extracting(item -> item.input().path("name").asText())
                .containsExactly(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'campaign': {'name': '{{adset.key}}'}                                                  | /campaign/name
            'campaign': {}                                                                         | /campaign/name
            'campaign': {'name': 'C', 'status': 'ACTIVE'}                                          | /campaign/status
            'campaign': {'name': 'C', 'campaign_id': '1'}                                          | /campaign
            'campaign': {'campaign_id': 'x'}                                                       | /campaign/campaign_id
            'campaign': {'name': 'C', 'bid_strategy': 'COST_CAP'}                                  | /campaign/bid_strategy
            'media': [{'key': 'm'}], 'campaign': {'name': 'C'}                                     | /media/0
            'media': [{'key': 'm', 'image_hash': 'h', 'video_id': '1'}], 'campaign': {'name': 'C'} | /media/0
            'media': [{'key': 'm', 'media_id': '00000000-0000-4000-8000-000000000000'}]            | /media/0/media_id
            'creatives': [{'key': 'c', 'kind': 'film'}]                                            | /creatives/0/kind
            'creatives': [{'key': 'c', 'kind': 'image', 'media': 'x'}]                             | /creatives/0/media
            'creatives': [{'key': 'c', 'creative_id': '1'}, {'key': 'c', 'creative_id': '2'}]      | /creatives/1/key
            'adsets': [{'key': 'a', 'adset_id': '1'}], 'ads': [{'adset': 'a', 'creative': 'c'}]    | /ads/0/creative
            'adsets': [{'key': 'a', 'adset_id': '1'}], 'ads_matrix': {'adsets': ['a'], 'creatives': ['c']} | /ads_matrix/creatives/0
            'adsets': [{'key': 'a', 'adset_id': '1'}]                                              | ``
            """)
    void namesWhatIsWrong(String members, String pointer) {
        assertThat(faults(members)).contains(pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            'objective': 'OUTCOME_TRAFFIC'                                              | ``                                | /adsets/0/daily_budget
            'objective': 'OUTCOME_TRAFFIC', 'daily_budget': 1                           | , 'daily_budget': 1               | /adsets/0/daily_budget
            'objective': 'OUTCOME_TRAFFIC', 'daily_budget': 1                           | , 'lifetime_budget': 1, 'end_time': '2099-01-01T00:00:00Z' | /adsets/0/lifetime_budget
            'objective': 'OUTCOME_TRAFFIC', 'daily_budget': 1, 'bid_strategy': 'COST_CAP' | ``                              | /adsets/0/bid_amount
            'objective': 'OUTCOME_TRAFFIC'                                              | , 'daily_budget': 1, 'campaign_id': '3' | /adsets/0/campaign_id
            'objective': 'OUTCOME_SALES'                                                | , 'daily_budget': 1               | -
            """)
    void comparesAdSetsWithTheirCampaign(String campaign, String adSet, String pointer) {
        String members = "'campaign': {'name': 'C', " + campaign + "}, " + adSets(adSet("a", adSet));
        if (pointer == null) {
            assertThat(plan(members).items()).hasSize(2);
        } else {
            assertThat(faults(members)).containsExactly(pointer);
        }
    }

    @Test
    void comparesGoalsWithTheObjective() {
        String goal = "{'key': 'a', 'name': 'a', 'daily_budget': 1, 'promoted_object': {'page_id': '77'},"
                + " 'targeting': {'geo_locations': {'countries': ['PT']}}, 'optimization_goal': 'LEAD_GENERATION'}";

        assertThat(faults(CAMPAIGN + ", " + adSets(goal))).containsExactly("/adsets/0/optimization_goal");
        assertThat(plan(CAMPAIGN.replace("TRAFFIC", "LEADS") + ", " + adSets(goal))
                        .items())
                .hasSize(2);
    }

    @Test
    void reportsAllFaultsTogether() {
        assertThat(faults(String.join(
                        ", ",
                        CAMPAIGN,
                        adSets(adSet("a", ""), adSet("a", ", 'daily_budget': 1")),
                        "'creatives': [{'key': 'c', 'kind': 'film'}]",
                        "'ads': [{'adset': 'b', 'creative': 'd'}]")))
                .contains(
                        "/adsets/1/key",
                        "/adsets/0/daily_budget",
                        "/creatives/0/kind",
                        "/ads/0/adset",
                        "/ads/0/creative");
    }

    @Test
    void refusesEqualNamesOfAdSetsAndOfAdsInOneAdSet() {
        String two = "'creatives': [{'key': 'c', 'creative_id': '5'}, {'key': 'd', 'creative_id': '6'}]";
        String sets = adSets("{'key': 'a', 'adset_id': '1'}", "{'key': 'b', 'adset_id': '2'}");

        assertThat(faults(sets + ", " + two + ", 'ads_matrix': {'adsets': ['a'], 'creatives': ['*'], 'name': 'same'}"))
                .containsExactly("/ads_matrix/name");
        assertThat(plan(sets + ", " + two + ", 'ads_matrix': {'adsets': ['*'], 'creatives': ['c'], 'name': 'same'}")
                        .items())
                .hasSize(2);
    }

    @Test
    void refusesTheFiftyFirstAdOfAnAdSet() {
        String creatives = IntStream.range(0, 51)
                .mapToObj(number -> "{'key': 'c" + number + "', 'creative_id': '" + number + "'}")
                .collect(Collectors.joining(", ", "'creatives': [", "]"));
        String ads = ", 'ads_matrix': {'adsets': ['*'], 'creatives': ['*']}";
        Rejected refusal = catchThrowableOfType(
                Rejected.class, () -> plan(adSets("{'key': 'a', 'adset_id': '1'}") + ", " + creatives + ads));

        assertThat(refusal.kind()).isEqualTo(Kind.PREFLIGHT);
        assertThat(refusal.errors()).hasSize(1);
        assertThat(refusal.errors().get(0).detail()).contains("'a' has more than 50 ads");
    }

    @Test
    void refusesAMatrixThatIsTooLargeWithoutWritingItOut() {
        String creatives = IntStream.range(0, 1000)
                .mapToObj(number -> "{'key': 'c" + number + "', 'creative_id': '" + number + "'}")
                .collect(Collectors.joining(", ", "'creatives': [", "]"));
        String sets = IntStream.range(0, 200)
                .mapToObj(number -> "{'key': 'a" + number + "', 'adset_id': '" + number + "'}")
                .collect(Collectors.joining(", ", "'adsets': [", "]"));

        assertThat(faults(sets + ", " + creatives + ", 'ads_matrix': {'adsets': ['*'], 'creatives': ['*']}"))
                .containsExactly("/ads_matrix");
    }

    @Test
    void addsDefaultsThatTheCreativeSaysNothingAbout() {
        LaunchPlan plan = plan("'defaults': {'link': 'https://a.example/', 'message': 'Hello', 'colour': 'blue'},"
                + " 'creatives': ["
                + "{'key': 'c', 'kind': 'image', 'media': {'image_hash': 'h'}},"
                + "{'key': 'd', 'kind': 'image', 'media': {'image_hash': 'h'}, 'messages': ['x', 'y'], 'headlines': ['x', 'y'],"
                + " 'destination': {'type': 'website', 'link': 'https://b.example/'}}]");

        assertThat(plan.items().get(0).input())
                .isEqualTo(GraphFixtures.object("{'name': 'L c', 'kind': 'image', 'media': {'image_hash': 'h'},"
                        + " 'link': 'https://a.example/', 'message': 'Hello'}"));
        assertThat(plan.items().get(1).input().has("link")).isFalse();
        assertThat(plan.items().get(1).input().has("message")).isFalse();
    }

    @Test
    void putsMediaInThePlaceOfTheirKeys() {
        LaunchPlan plan = plan("'media': [{'key': 'm', 'media_id': '" + KNOWN + "'}, {'key': 'h', 'image_hash': 'x'}],"
                + " 'creatives': [{'key': 'c', 'kind': 'image', 'name': 'c', 'link': 'https://a.example/', 'media': 'h',"
                + " 'cards': [{'media': 'm', 'thumbnail': 'h'}, {'media': {'video_id': '3'}}]}]");

        assertThat(plan.items().get(0).input().path("cards"))
                .isEqualTo(GraphFixtures.object("{'cards': [{'media': {'media_id': '" + KNOWN
                                + "'}, 'thumbnail': {'image_hash': 'x'}}, {'media': {'video_id': '3'}}]}")
                        .path("cards"));
        assertThat(plan.items().get(0).mediaIds()).containsExactly(KNOWN);
    }

    @Test
    void boundsTheDefaultsThatEachCreativeRepeats() {
        assertThat(faults("'defaults': {'message': '" + "x".repeat(LaunchPlanner.MOST_DEFAULTS) + "'}, " + CREATIVE))
                .containsExactly("/defaults");
    }
}
