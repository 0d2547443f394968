package graph;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;
import java.util.UUID;

/**
 * An object to be created at Meta exactly once.
 *
 * @param key the key of the intent: the job and step, or the request
 * @param jobId the job that it belongs to, or null
 * @param parentId the campaign of an ad set, the ad set of an ad, else null
 * @param name the object's name
 * @param request the create, without its label
 */
public record Creation(
        Kind kind, String key, String clientId, UUID jobId, String parentId, String name, GraphRequest request) {

    /** The kinds of objects, each with its edge and the field of its parent. */
    public enum Kind {
        @JsonProperty("campaign")
        CAMPAIGN("campaigns", null),
        @JsonProperty("adset")
        ADSET("adsets", "campaign_id"),
        @JsonProperty("ad")
        AD("ads", "adset_id"),
        @JsonProperty("creative")
        CREATIVE("adcreatives", null);

        private final String edge;
        private final String parentField;

        Kind(String edge, String parentField) {
            this.edge = edge;
            this.parentField = parentField;
        }

        /** The account's edge for creating and listing such objects. */
        public String edge() {
            return edge;
        }

        public String parentField() {
            return parentField;
        }

        public String sql() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
