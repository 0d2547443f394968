package creatives;

import failures.FieldError;
import failures.Findings;
import failures.Kind;
import failures.Rejected;
import graph.GraphException.Invalid;
import graph.GraphException.NoSuchObject;
import graph.GraphException.Transient;
import graph.GraphRequest;
import graph.Videos;
import intents.CreatingCall;
import jobs.JobRun;
import media.MediaRepository;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Finds the media of a creative: first in the database, then by questions to Meta, one after another. Its calls are API
 * calls and runs of jobs.
 */
@Singleton
public class CreativeMedia {

    private final MediaRepository media;
    private final Videos videos;

    @Inject
    public CreativeMedia(MediaRepository media, Videos videos) {
        this.media = media;
        this.videos = videos;
    }

    /** A question that only Meta can answer. */
    private enum About {
        /** The frame that is used as a video's thumbnail. */
        FRAME,
        /** The processing status of a video. */
        STATUS,
        /** The permission to turn an Instagram post into an ad. */
        POST
    }

    private record Question(About about, Slot slot, String id) {}

    /** The open questions. */
    private record Questions(Deque<Question> open) {}

    /** A post of Instagram may be an ad, or this could not be determined. */
    record Eligibility(boolean known) {}

    /** The creative that a call creates. */
    static Brief brief(CreatingCall call) {
        return call instanceof JobRun run ? CreativeSteps.brief(run) : call.noted(Brief.class);
    }

    /** Finds known media, and the questions to Meta. */
    public void find(CreatingCall call) throws SQLException {
        Brief brief = brief(call);
        List<Slot> slots = brief.kind().slots(brief.input());
        if (call.noted(Assets.class) == null) {
            List<UUID> ids = MediaReferences.ids(slots);
            call.note(MediaReferences.resolve(
                    brief, slots, ids.isEmpty() ? List.of() : media.find(ids, brief.clientId()), true));
        }
        Assets assets = call.noted(Assets.class);
        Deque<Question> open = new ArrayDeque<>();
        for (Slot slot : slots) {
            Asset asset = assets.at(slot.path());
            if (asset == null) {
                continue;
            }
            boolean still = assets.at(thumbnailOf(slot)) != null;
            if (asset.needsFrame() && !still) {
                open.add(new Question(About.FRAME, slot, asset.videoId()));
            } else if (slot.videoId() != null) {
                open.add(new Question(About.STATUS, slot, slot.videoId()));
            }
        }
        if (brief.input().hasNonNull(PostKind.INSTAGRAM)) {
            open.add(new Question(
                    About.POST, null, brief.field(PostKind.INSTAGRAM).asText()));
        }
        call.note(new Questions(open));
    }

    private static String thumbnailOf(Slot slot) {
        return slot.path().replaceFirst("media$", "thumbnail");
    }

    /** Returns true if there are open questions. */
    public boolean hasQuestions(CreatingCall call) {
        return !call.noted(Questions.class).open().isEmpty();
    }

    /** Asks the next question. */
    public void ask(CreatingCall call) {
        Question question = question(call);
        call.ask(
                switch (question.about()) {
                    case FRAME -> videos.readThumbnails(question.id(), call.account());
                    case STATUS -> videos.readStatus(question.id(), call.account());
                    case POST ->
                        GraphRequest.read(
                                call.account(),
                                question.id(),
                                "id,boost_eligibility_info{eligible_to_boost,boost_ineligible_reason}");
                });
    }

    private static Question question(CreatingCall call) {
        return call.noted(Questions.class).open().peek();
    }

    /** Processes the answer. */
    public void heard(CreatingCall call) {
        Question question = call.noted(Questions.class).open().remove();
        switch (question.about()) {
            case FRAME -> {
                Assets assets = call.noted(Assets.class);
                String path = question.slot().path();
                call.note(assets.with(path, assets.at(path).withFrame(frame(call, question))));
            }
            case STATUS -> checkReady(call, question);
            case POST -> checkPost(call);
        }
    }

    /** Meta creates frames after processing; before, it returns a placeholder, which the creative would keep. */
    private String frame(CreatingCall call, Question question) {
        try {
            return videos.preferredFrame(call.answer());
        } catch (Transient e) {
            throw MediaReferences.notReady(List.of(error(call, question, "Meta is processing the video.")));
        }
    }

    private void checkReady(CreatingCall call, Question question) {
        Videos.Status status = videos.status(call.answer());
        switch (status.state()) {
            case READY -> {
                // No more information is needed.
            }
            case PROCESSING ->
                throw MediaReferences.notReady(List.of(error(call, question, "Meta is processing the video.")));
            case FAILED -> throw refusal(call, question, "Meta could not process the video: " + status.reason());
        }
    }

    private static void checkPost(CreatingCall call) {
        var eligibility = call.answer().path("boost_eligibility_info");
        boolean known = eligibility.has("eligible_to_boost");
        if (known && !eligibility.path("eligible_to_boost").asBoolean()) {
            String detail = "Instagram does not let this post become an ad: "
                    + eligibility.path("boost_ineligible_reason").asText("without a reason") + " (2875030).";
            throw new Rejected(
                    Kind.PREFLIGHT, detail, List.of(Findings.error(brief(call).form(), PostKind.INSTAGRAM, detail)));
        }
        call.note(new Eligibility(known));
    }

    /** Meta does not know the object. Not every token may read whether a post can become an ad. */
    public void unknown(CreatingCall call, Exception failure) throws Exception {
        Question question = question(call);
        if (question.about() == About.POST && failure instanceof Invalid) {
            call.noted(Questions.class).open().remove();
            call.note(new Eligibility(false));
        } else if (failure instanceof NoSuchObject) {
            throw refusal(
                    call, question, "Meta has no video '" + question.id() + "' that the client's token can access.");
        } else {
            throw failure;
        }
    }

    private static Rejected refusal(CreatingCall call, Question question, String detail) {
        return new Rejected(Kind.PREFLIGHT, detail, List.of(error(call, question, detail)));
    }

    private static FieldError error(CreatingCall call, Question question, String detail) {
        return MediaReferences.error(brief(call), question.slot(), detail);
    }
}
