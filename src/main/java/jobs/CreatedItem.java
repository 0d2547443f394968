package jobs;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * An object at Meta that an item of a job has created.
 *
 * @param id Meta's
 * @param campaignId that of the object's campaign, where it names one; likewise the others
 */
@JsonNaming(SnakeCaseStrategy.class)
public record CreatedItem(String kind, String key, String id, String campaignId, String adsetId, String creativeId) {}
