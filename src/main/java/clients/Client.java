package clients;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/** A row of {@code clients}: someone who advertises through this service. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Client(
        String clientId, String adAccountId, String pageId, String instagramUserId, String tokenRef, boolean enabled) {

    /** The account that the client's calls are made for. */
    public Account account() {
        return new Account(adAccountId, pageId, instagramUserId, tokenRef);
    }
}
