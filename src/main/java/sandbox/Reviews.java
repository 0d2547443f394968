package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The review of ads. A new ad is reviewed, paused or not, and again after a change of its creative or of its ad set's
 * targeting, goal or billing event. The setting {@code review_outcome} decides how a review ends. A name that
 * contains {@code [disapproved]} or {@code [with_issues]} overrides it. Meta docs, "Ad" and "Ad Review".
 */
final class Reviews {
    /** How a review ends. */
    enum Outcome {
        APPROVED,
        DISAPPROVED,
        WITH_ISSUES;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Outcome> of(String text) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.text().equals(text))
                    .findFirst();
        }
    }

    private record Review(Instant decided, Outcome outcome) {}

    private final Store store;
    private final Settings settings;
    private final Map<String, Review> byAd = new HashMap<>();

    Reviews(Store store, Settings settings) {
        this.store = store;
        this.settings = settings;
    }

    void start(Entity ad) {
        Outcome outcome = Arrays.stream(Outcome.values())
                .filter(named -> ad.text(LabelledNodes.NAME).contains("[" + named.text() + "]"))
                .findFirst()
                .orElse(settings.reviewOutcome());
        byAd.put(ad.id(), new Review(store.now().plusMillis(settings.reviewMs()), outcome));
    }

    /** @return the status in effect that follows from the review; empty once the ad has passed */
    Optional<String> status(Entity ad) {
        Review review = byAd.get(ad.id());
        if (review == null) {
            return Optional.empty();
        }
        if (store.now().isBefore(review.decided())) {
            return Optional.of(ad.text(Entity.STATUS).equals(EffectiveStatus.ACTIVE) ? "PENDING_REVIEW" : "IN_PROCESS");
        }
        return review.outcome() == Outcome.APPROVED
                ? Optional.empty()
                : Optional.of(review.outcome().name());
    }

    boolean rejected(Entity ad) {
        return status(ad).filter(Outcome.DISAPPROVED.name()::equals).isPresent();
    }

    /** Shows what a review found. */
    void show(Entity ad, ObjectNode view) {
        switch (status(ad).orElse("")) {
            case "DISAPPROVED" ->
                view.putObject("ad_review_feedback")
                        .putObject("global")
                        .put(
                                "MISLEADING_CLAIMS",
                                "The ad promises what it cannot keep. See the advertising standards.");
            case "WITH_ISSUES" ->
                view.putArray("issues_info")
                        .addObject()
                        .put("level", "AD")
                        .put("error_code", 1815869)
                        .put("error_summary", "The ad is not delivered")
                        .put("error_message", "The post of the ad is not available.")
                        .put("error_type", "HARD_ERROR");
            default -> {
                // nothing was found
            }
        }
    }
}
