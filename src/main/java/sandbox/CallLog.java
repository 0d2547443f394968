package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The last 10,000 Graph calls, and how many were handled at the same time: from the arrival of the head until just
 * before the last byte of the answer is written, so that a client that waits for each answer is never counted twice.
 */
final class CallLog {
    private static final int KEPT = 10_000;

    /** One call; what is known of it grows while it is handled. */
    static final class Call {
        private final long number;
        private final Instant at;
        private final String method;
        private final String path;
        private final String account;
        private String uploadPhase;
        private Long startOffset;
        private long bytes;
        private int status;
        private long ms;
        private boolean ended;

        private Call(long number, Instant at, String method, String path, String account) {
            this.number = number;
            this.at = at;
            this.method = method;
            this.path = path;
            this.account = account;
        }

        String account() {
            return account;
        }

        /**
         * @param phase of a video upload, or null
         * @param offset where a chunk starts, or null
         * @param payloadBytes size of the files it carried
         */
        void carries(String phase, Long offset, long payloadBytes) {
            uploadPhase = phase;
            startOffset = offset;
            bytes = payloadBytes;
        }

        private ObjectNode toJson() {
            return Json.object()
                    .put("at", at.toString())
                    .put("method", method)
                    .put("path", path)
                    .put("account", account)
                    .put("upload_phase", uploadPhase)
                    .put("start_offset", startOffset)
                    .put("bytes", bytes)
                    .put("status", status)
                    .put("ms", ms);
        }
    }

    private final Clock clock;
    private final Deque<Call> calls = new ArrayDeque<>();
    private final Map<String, Integer> runningByAccount = new HashMap<>();
    private final Map<String, Integer> maxByAccount = new TreeMap<>();
    private long count;
    private int running;
    private int max;

    CallLog(Clock clock) {
        this.clock = clock;
    }

    /** @param account {@code act_…} where known, else null */
    Call begin(String method, String path, String account) {
        max = Math.max(max, ++running);
        if (account != null) {
            maxByAccount.merge(account, runningByAccount.merge(account, 1, Integer::sum), Math::max);
        }
        return new Call(count++, clock.instant(), method, path, account);
    }

    /**
     * Ends a call once; later ends of the same call change nothing.
     *
     * @param status 0 where the connection was closed without an answer
     */
    void end(Call call, int status) {
        if (call.ended) {
            return;
        }
        call.ended = true;
        call.status = status;
        call.ms = clock.millis() - call.at.toEpochMilli();
        running--;
        if (call.account != null) {
            runningByAccount.merge(call.account, -1, Integer::sum);
        }
        calls.add(call);
        if (calls.size() > KEPT) {
            calls.remove();
        }
    }

    /** Calls that have ended, in the order they arrived. */
    ArrayNode callsJson() {
        ArrayNode json = Json.array();
        calls.stream().sorted(Comparator.comparingLong(call -> call.number)).forEach(call -> json.add(call.toJson()));
        return json;
    }

    int maxConcurrent() {
        return max;
    }

    ObjectNode maxConcurrentByAccountJson() {
        ObjectNode json = Json.object();
        maxByAccount.forEach(json::put);
        return json;
    }
}
