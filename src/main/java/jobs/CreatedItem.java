package jobs;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * An object at Meta that an item of a job has created.
 *
 * @param id Meta's id
 * @param campaignId the object's campaign, if known; likewise the others
 */
@JsonNaming(SnakeCaseStrategy.class)
public record CreatedItem(String kind, String key, String id, String campaignId, String adsetId, String creativeId) {}
