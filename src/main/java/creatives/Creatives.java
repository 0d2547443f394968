package creatives;

import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Findings;
import failures.Warning;
import graph.Comparison;
import graph.Creation;
import graph.Extra;
import graph.GraphRequest;
import graph.Labels;
import intents.CreatingCall;
import jobs.JobRun;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Creatives of every kind: checks, requests to Meta, and comparison with the created object. */
@Singleton
public class Creatives {

    static final String MULTI_ADVERTISER = "multi_advertiser";
    static final String DISCLOSURE = "ai_disclosure";

    private static final String URL_TAGS = "url_tags";
    private static final String MULTI_ADS = "contextual_multi_ads";
    private static final String GENERATIVE = "generative_asset_spec";
    private static final List<String> READ_BACK =
            List.of("id", "status", URL_TAGS, "adlabels{name}", Enhancements.SPEC, "effective_object_story_id");

    /** Meta's parameters that the service sets, or has fields for. The last three may have further members. */
    private static final Set<String> OWNED = Set.of(
            URL_TAGS,
            MULTI_ADS,
            GENERATIVE,
            "object_story_id",
            "source_instagram_media_id",
            "call_to_action",
            "image_hash",
            "image_url",
            "image_file",
            "video_id");

    /** Parameters that Meta returns under the same name; others are not compared. */
    private static final Set<String> READABLE = Set.of("""
            name object_story_spec asset_feed_spec degrees_of_freedom_spec contextual_multi_ads generative_asset_spec
            url_tags object_story_id source_instagram_media_id instagram_user_id object_id call_to_action
            portrait_customizations authorization_category branded_content facebook_branded_content
            instagram_branded_content product_set_id media_sourcing_spec creative_sourcing_spec destination_spec
            applink_treatment template_url link_og_id object_type platform_customizations interactive_components_spec
            """.trim().split("\\s+"));

    /** Meta has the creative, but does not show it. */
    private static final Set<String> DEAD = Set.of("DELETED", "WITH_ISSUES");

    private final ObjectMapper mapper;
    private final Enhancements enhancements;

    @Inject
    public Creatives(ObjectMapper mapper, Enhancements enhancements) {
        this.mapper = mapper;
        this.enhancements = enhancements;
    }

    /** The kinds of creatives. */
    static List<String> kinds() {
        return Kinds.NAMES;
    }

    /** The creative that a job creates. */
    static Brief brief(JobRun run, CreativeKind kind) {
        Account account = run.account();
        return new Brief(
                kind,
                (ObjectNode) run.job().inputJson(),
                false,
                run.job().clientId(),
                run.job().jobId(),
                account,
                run.job().jobId() + ":" + VideoSteps.CREATE_CREATIVE);
    }

    /**
     * Checks the rules that do not depend on media.
     *
     * @throws failures.Rejected with all errors
     */
    void check(Brief brief) {
        check(brief, new Findings(brief.form()));
    }

    /** The same, in addition to errors found before. */
    void check(Brief brief, Findings findings) {
        find(brief, findings);
        findings.raise();
    }

    private void find(Brief brief, Findings findings) {
        brief.kind().check(brief, findings);
        enhancements.check(brief.field(Enhancements.FIELD), findings);
        Extra.check(brief.field(Extra.FIELD), OWNED, findings);
        for (Slot slot : brief.kind().slots(brief.input())) {
            MediaReferences.check(brief, slot, findings);
        }
    }

    /**
     * The create of a creative with its media.
     *
     * @throws failures.Rejected if Meta would reject it with these media
     */
    Creation creation(Brief brief, Assets assets) {
        Findings findings = new Findings(brief.form());
        ObjectNode creative = parameters(brief, assets, findings);
        findings.raise();
        String name = brief.field("name").asText();
        Map<String, Object> fields = new LinkedHashMap<>();
        creative.properties()
                .forEach(field -> fields.put(
                        field.getKey(),
                        field.getValue().isTextual() ? field.getValue().textValue() : field.getValue()));
        GraphRequest request = GraphRequest.create(brief.account(), Creation.Kind.CREATIVE.edge(), fields);
        return new Creation(Creation.Kind.CREATIVE, brief.key(), brief.clientId(), brief.jobId(), null, name, request);
    }

    private ObjectNode parameters(Brief brief, Assets assets, Findings findings) {
        ObjectNode creative = mapper.createObjectNode();
        creative.set("name", brief.field("name"));
        brief.kind().checkMedia(brief, assets, findings);
        brief.kind().write(brief, assets, creative);
        Story.put(creative, URL_TAGS, brief.field(URL_TAGS));
        enhancements.write(brief.field(Enhancements.FIELD), brief.kind().name(), creative);
        if (brief.input().hasNonNull(MULTI_ADVERTISER)) {
            creative.putObject(MULTI_ADS).set("enroll_status", brief.field(MULTI_ADVERTISER));
        }
        if (brief.input().hasNonNull(DISCLOSURE)) {
            creative.putObject(GENERATIVE)
                    .putObject("transparency_metadata")
                    .set("self_disclosure", brief.field(DISCLOSURE));
        }
        Extra.merge(creative, brief.field(Extra.FIELD), findings);
        return creative;
    }

    /** Possible problems of a creative that are no reason for rejection. */
    List<Warning> warnings(CreatingCall call, Brief brief, Assets assets) {
        Findings findings = new Findings(brief.form());
        CreativeMedia.Eligibility eligibility = call.noted(CreativeMedia.Eligibility.class);
        if (eligibility != null && !eligibility.known()) {
            findings.warn(
                    "eligibility-unknown",
                    "Meta does not report whether this post of Instagram may become an ad; one with licensed music may not"
                            + " (2875030).");
        }
        find(brief, findings);
        ObjectNode creative = parameters(brief, assets, findings);
        creative.fieldNames().forEachRemaining(name -> {
            if (!READABLE.contains(name)) {
                findings.warn(
                        "not-compared",
                        "Meta's parameter " + name + " cannot be read back, so verified does not include it.");
            }
        });
        return findings.warnings();
    }

    /** Reads a creative back with all parameters that were sent. */
    GraphRequest readBack(String creativeId, Creation creation) {
        Set<String> fields = new LinkedHashSet<>(READ_BACK);
        creation.request().fields().forEach((name, value) -> {
            if (READABLE.contains(name)) {
                fields.add(name.equals(Story.NAME) ? selection(name, mapper.valueToTree(value)) : name);
            }
        });
        fields.removeIf(field -> fields.contains(field.replaceFirst("\\{.*", "")) && field.contains("{"));
        return GraphRequest.read(creation.request().account(), creativeId, String.join(",", fields));
    }

    /** Lists the cards of a carousel explicitly, because Meta shortens the list otherwise. */
    private static String selection(String name, JsonNode value) {
        if (!value.path("link_data").has("child_attachments")) {
            return name;
        }
        return name + "{"
                + names(value).stream()
                        .map(member -> member.equals("link_data")
                                ? member + "{" + String.join(",", names(value.path(member))) + "}"
                                : member)
                        .collect(Collectors.joining(","))
                + "}";
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /**
     * Compares a creative that was read back with the request, and checks that its status allows it to be shown.
     *
     * @param creative Meta's answer
     * @param creation the create
     */
    Verification verify(JsonNode creative, Creation creation) {
        Comparison comparison = new Comparison();
        creation.request().fields().forEach((name, value) -> {
            if (READABLE.contains(name)) {
                comparison.compare(name, mapper.valueToTree(value), creative.path(name));
            }
        });
        String status = creative.path("status").asText();
        if (DEAD.contains(status)) {
            comparison.add("status", null, status);
        }
        return new Verification(
                comparison.differences().isEmpty(),
                !Labels.isOneOn(creative, creation.key()),
                comparison.differences(),
                Enhancements.read(creative),
                creative.path("effective_object_story_id").asText(null));
    }
}
