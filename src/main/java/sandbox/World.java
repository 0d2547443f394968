package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole state of the sandbox: objects, sessions, calls, faults, settings. Deleting the state creates a new world;
 * calls in progress end in the old one.
 *
 * <p>Calls arrive on several event loops. All access is through these methods, and each holds this object's monitor for
 * some microseconds, so that calls are handled one after the other.
 */
final class World {
    private final Settings settings = new Settings();
    private final FaultList faults;
    private final CallLog calls;
    private final Scores scores;
    private final Store store;
    private final Graph graph;

    World(Ids ids, Clock clock) {
        faults = new FaultList(clock);
        calls = new CallLog(clock);
        scores = new Scores(settings, clock);
        store = new Store(ids, clock);
        graph = new Graph(store, settings);
    }

    synchronized CallLog.Call begin(String method, List<String> path) {
        String account = graph.accountOf(path).orElse(null);
        return calls.begin(method, "/" + String.join("/", path), account);
    }

    synchronized void end(CallLog.Call call, int status) {
        calls.end(call, status);
    }

    synchronized Optional<Fault> fault(String method, List<String> path, String uploadPhase, String name) {
        return faults.take(method, "/" + String.join("/", path), uploadPhase, name);
    }

    /** Handles a call, or a batch of them. */
    synchronized Answer handle(IncomingCall request) {
        try {
            Versions.check(request.version());
            if (!Batch.isOne(request)) {
                return one(request);
            }
            checkToken(request);
            return Answer.json(200, Batch.handle(request, this::one));
        } catch (Refusal e) {
            return e.answer();
        }
    }

    private Answer one(IncomingCall request) {
        try {
            checkToken(request);
            graph.accountOf(request.path()).ifPresent(account -> scores.charge(account, request.write()));
            return Answer.json(200, graph.handle(request));
        } catch (Refusal e) {
            return e.answer();
        }
    }

    private void checkToken(IncomingCall request) {
        checkToken(request.token()
                .orElseThrow(() -> new Refusal(104, "An access token is required to request this resource.")));
    }

    private void checkToken(String token) {
        if (settings.rejects(token)) {
            String now = GraphTime.spoken(store.now());
            throw new Refusal(
                            190,
                            "Error validating access token: Session has expired on " + now + ". The current time is "
                                    + now + ".")
                    .subcode(463);
        }
    }

    /** @return the usage headers for an answer to a call of that account, which may be null */
    synchronized Map<String, String> usageHeaders(String account) {
        return scores.headers(account);
    }

    /** Starts the hash of a chunk where its session is. */
    synchronized ReceivedFile chunk(Optional<String> sessionId, String fileName) {
        return sessionId
                .flatMap(store::session)
                .map(session -> ReceivedFile.chunkOf(session, fileName))
                .orElseGet(() -> ReceivedFile.chunkOfUnknown(fileName));
    }

    /** @return an answer with the window that an open session wants next */
    synchronized Optional<Answer> window(String sessionId) {
        return store.session(sessionId).map(session -> Answer.json(200, session.windowAsStrings()));
    }

    /** The raw body of a video begins. @return its turn */
    synchronized int beginUpload(String token, String videoId, long offset, long fileSize) {
        checkToken(token);
        return graph.rawUpload(videoId).begin(offset, fileSize);
    }

    synchronized void upload(String videoId, int turn, byte[] bytes) {
        graph.rawUpload(videoId).write(turn, bytes);
    }

    /** A video comes from an address instead, of which nothing is fetched. */
    synchronized int fetchUpload(String token, String videoId, String url) {
        checkToken(token);
        VideoNodes.checkFetchable(url);
        graph.rawUpload(videoId).fetched();
        return 0;
    }

    synchronized void expireSession(String id) {
        store.session(id).ifPresent(UploadSession::expire);
    }

    synchronized long latencyMs() {
        return settings.latencyMs();
    }

    synchronized ObjectNode state() {
        ObjectNode state = Json.object();
        state.set("objects", graph.state());
        state.set("calls", calls.callsJson());
        state.put("max_concurrent", calls.maxConcurrent());
        state.set("max_concurrent_by_account", calls.maxConcurrentByAccountJson());
        return state;
    }

    /** Runs a change or a look at settings and faults. */
    synchronized <T> T control(Control<T> control) {
        return control.on(settings, faults);
    }

    /** What the control side does. */
    interface Control<T> {
        T on(Settings settings, FaultList faults);
    }
}
