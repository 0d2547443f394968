package clients;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.time.Instant;
import java.util.Set;

/**
 * A row of {@code clients}: an advertiser who uses this service.
 *
 * @param pageIds further pages that it may use
 * @param instagramUserIds further Instagram accounts that it may use
 * @param limits what it may create and set active, or null
 * @param limitsAccountId the ad account for whose currency the limits were set
 * @param frozenAt when it was frozen, since when it may only read and pause; null if it is not frozen
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Client(
        String clientId,
        String adAccountId,
        String pageId,
        String instagramUserId,
        String tokenRef,
        boolean enabled,
        Set<String> pageIds,
        Set<String> instagramUserIds,
        JsonNode limits,
        String limitsAccountId,
        Instant frozenAt,
        String frozenReason) {

    public Client {
        pageIds = pageIds == null ? Set.of() : Set.copyOf(pageIds);
        instagramUserIds = instagramUserIds == null ? Set.of() : Set.copyOf(instagramUserIds);
        limits = limits == null || limits.isNull() ? null : limits;
    }

    /** True for the client's page and those allowed to it. */
    public boolean mayUsePage(String page) {
        return page.equals(pageId) || pageIds.contains(page);
    }

    /** True for the client's Instagram account and those allowed to it. */
    public boolean mayUseInstagram(String user) {
        return user.equals(instagramUserId) || instagramUserIds.contains(user);
    }

    /** The account that the client's calls to Meta are made for. */
    public Account account() {
        return new Account(adAccountId, pageId, instagramUserId, tokenRef);
    }
}
