package graph;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;
import java.util.UUID;

/**
 * An object that is to be made at Meta exactly once.
 *
 * @param key names the intent, whoever acts on it: the job and step, or the request
 * @param jobId the job it belongs to, or null
 * @param parentId the campaign of an ad set, the ad set of an ad, else null
 * @param name the object's name
 * @param request the create, without its label
 */
public record Creation(
        Kind kind, String key, String clientId, UUID jobId, String parentId, String name, GraphRequest request) {

    /** What can be made, with its edge and the field that holds its parent. */
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

        /** The account's edge where such objects are made and listed. */
        public String edge() {
            return edge;
        }

        /** The field with the parent's id, or null. */
        public String parentField() {
            return parentField;
        }

        /** The name in the database. */
        public String sql() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
