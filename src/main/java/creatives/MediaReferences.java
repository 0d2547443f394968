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

/** What the references of a creative to media mean: a medium of this service, or a picture or video at Meta. */
final class MediaReferences {

    private static final Duration SOON = Duration.ofSeconds(1);

    private MediaReferences() {}

    /** Checks that a reference names one thing, of a sort that may stand there. */
    static void check(Brief brief, Slot slot, Findings findings) {
        int named = slot.reference().size();
        if (named == 0) {
            findings.invalid(brief.place(slot), "is required");
        } else if (named > 1) {
            findings.invalid(
                    brief.place(slot),
                    slot.isFile()
                            ? "is given beside a file; give one of them"
                            : "names one of media_id, image_hash and video_id, not several");
        } else if (slot.imageHash() != null && !slot.use().takes(false)
                || slot.videoId() != null && !slot.use().takes(true)) {
            findings.refuse(brief.place(slot), "must be " + slot.use().text() + ".");
        }
    }

    /** The media of this service that slots name. */
    static List<UUID> ids(List<Slot> slots) {
        return slots.stream()
                .filter(slot -> slot.mediaId() != null)
                .map(slot -> UUID.fromString(slot.mediaId()))
                .distinct()
                .toList();
    }

    /**
     * The media of all slots but those whose bytes come with the request.
     *
     * @param found those of this service that are the client's
     * @param wait whether one that is not ready is waited for; otherwise it is left out
     * @throws NotFound if one is not the client's
     * @throws Rejected if one is not what may stand in its slot
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
                            + brief.account().adAccountId() + ": upload the file for this account.");
        } else if (medium.status() == Medium.Status.FAILED) {
            String reason = medium.error() == null
                    ? ""
                    : " " + medium.error().path("detail").asText();
            findings.refuse(brief.place(slot), "The medium failed and will not be ready." + reason);
        } else if (medium.kind() != null && !slot.use().takes(medium.kind() == Medium.Kind.VIDEO)) {
            findings.refuse(brief.place(slot), "must be " + slot.use().text() + ", and the medium is none.");
        } else {
            return true;
        }
        return false;
    }

    /** The refusal of a creative whose media are not at Meta yet. */
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
