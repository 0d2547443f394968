package creatives;

import failures.FieldError;
import failures.Findings;
import failures.Kind;
import failures.NotFound;
import failures.Rejected;
import failures.Wait;
import failures.Wait.Reason;
import media.Medium;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Resolves the references of a creative to media: a medium of this service, or an image or video at Meta. */
final class MediaReferences {

    private static final Duration SOON = Duration.ofSeconds(1);

    private MediaReferences() {}

    /** Checks that a reference has exactly one id, of a permitted kind. */
    static void check(Brief brief, Slot slot, Findings findings) {
        int named = slot.reference().size();
        if (named == 0) {
            findings.invalid(brief.place(slot), "is required");
        } else if (named > 1) {
            findings.invalid(
                    brief.place(slot),
                    slot.isFile()
                            ? "must not be combined with a file"
                            : "must have only one of media_id, image_hash and video_id");
        } else if (slot.imageHash() != null && !slot.use().takes(false)
                || slot.videoId() != null && !slot.use().takes(true)) {
            findings.refuse(brief.place(slot), "must be " + slot.use().text() + ".");
        }
    }

    /** The media of this service in the slots. */
    static List<UUID> ids(List<Slot> slots) {
        return slots.stream()
                .filter(slot -> slot.mediaId() != null)
                .map(slot -> UUID.fromString(slot.mediaId()))
                .distinct()
                .toList();
    }

    /**
     * The media of all slots except those whose bytes are in the request.
     *
     * @param found the client's media of this service
     * @param wait if true, media that are not ready lead to a wait; otherwise they are omitted
     * @throws NotFound if one does not belong to the client
     * @throws Rejected if one is not permitted in its slot
     * @throws Wait if one is not ready
     */
    static Assets resolve(Brief brief, List<Slot> slots, List<Medium> found, boolean wait) {
        Map<String, Medium> byId = new LinkedHashMap<>();
        found.forEach(medium -> byId.put(medium.mediaId().toString(), medium));
        List<FieldError> missing = new ArrayList<>();
        List<FieldError> unready = new ArrayList<>();
        Findings findings = new Findings(brief.form());
        Assets assets = new Assets(new LinkedHashMap<>());
        for (Slot slot : slots) {
            if (slot.isFile()) {
                continue;
            }
            if (slot.mediaId() == null) {
                assets = slot.videoId() != null
                        ? assets.with(slot.path(), Asset.video(slot.videoId(), null))
                        : assets.with(slot.path(), Asset.picture(slot.imageHash()));
                continue;
            }
            Medium medium = byId.get(UUID.fromString(slot.mediaId()).toString());
            if (medium == null) {
                missing.add(error(brief, slot, "There is no medium '" + slot.mediaId() + "' of this client."));
            } else if (isUsable(brief, slot, medium, findings)) {
                if (medium.isReady()) {
                    assets = assets.with(slot.path(), Asset.of(medium));
                } else {
                    unready.add(error(
                            brief,
                            slot,
                            "The medium is " + medium.status().name().toLowerCase(Locale.ROOT) + "."));
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new NotFound(missing.get(0).detail(), missing);
        }
        findings.raise();
        if (wait && !unready.isEmpty()) {
            throw notReady(unready);
        }
        return assets;
    }

    private static boolean isUsable(Brief brief, Slot slot, Medium medium, Findings findings) {
        if (!medium.adAccountId().equals(brief.account().adAccountId())) {
            findings.refuse(
                    brief.place(slot),
                    "The medium is in the ad account " + medium.adAccountId() + " and the creative is for "
                            + brief.account().adAccountId() + ". Upload the file for this account.");
        } else if (medium.status() == Medium.Status.FAILED) {
            String reason = medium.error() == null
                    ? ""
                    : " " + medium.error().path("detail").asText();
            findings.refuse(brief.place(slot), "The medium failed and will not be ready." + reason);
        } else if (medium.kind() != null && !slot.use().takes(medium.kind() == Medium.Kind.VIDEO)) {
            findings.refuse(brief.place(slot), "must be " + slot.use().text() + ", but the medium is not.");
        } else {
            return true;
        }
        return false;
    }

    /** The rejection of a creative whose media are not at Meta yet. */
    static Wait notReady(List<FieldError> media) {
        return new Wait(
                Kind.MEDIA_NOT_READY,
                Reason.MEDIA,
                SOON,
                media.size() == 1 ? "A medium is not ready yet." : media.size() + " media are not ready yet.",
                media,
                null);
    }

    static FieldError error(Brief brief, Slot slot, String detail) {
        return Findings.error(brief.form(), brief.place(slot), detail);
    }
}
