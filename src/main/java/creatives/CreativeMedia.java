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
 * The media that a creative shows: what the database knows of them, and then what only Meta knows, one question after
 * another. Its calls are those of the API and runs of jobs.
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

    /** Something that only Meta knows. */
    private enum About {
        /** The frame of a video that stands for its still picture. */
        FRAME,
        /** How far Meta is with a video. */
        STATUS,
        /** Whether a post of Instagram may become an ad. */
        POST
    }

    private record Question(About about, Slot slot, String id) {}

    /** The questions that are open. */
    private record Questions(Deque<Question> open) {}

    /** A post of Instagram may be an ad, or that could not be seen. */
    record Eligibility(boolean known) {}

    /** The creative that a call is to make. */
    static Brief brief(CreatingCall call) {
        return call instanceof JobRun run ? CreativeSteps.brief(run) : call.noted(Brief.class);
    }

    /** Finds the media that are known here, and what has to be asked of Meta. */
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

    /** Whether Meta has to be asked for something. */
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

    /** Goes by the answer. */
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

    /** Meta makes frames once a video is processed; what it shows before is a placeholder that would stay for good. */
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
                // Nothing else is to be known.
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
                    + eligibility.path("boost_ineligible_reason").asText("no reason is given") + " (2875030).";
            throw new Rejected(
                    Kind.PREFLIGHT, detail, List.of(Findings.error(brief(call).form(), PostKind.INSTAGRAM, detail)));
        }
        call.note(new Eligibility(known));
    }

    /** Meta does not know what it was asked for. Whether a post may become an ad is not seen with every token. */
    public void unknown(CreatingCall call, Exception failure) throws Exception {
        Question question = question(call);
        if (question.about() == About.POST && failure instanceof Invalid) {
            call.noted(Questions.class).open().remove();
            call.note(new Eligibility(false));
        } else if (failure instanceof NoSuchObject) {
            throw refusal(call, question, "Meta has no video '" + question.id() + "' that the client's token can see.");
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
