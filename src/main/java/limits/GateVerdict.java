package limits;

/**
 * Whether a call may be made.
 *
 * @param kind let through, or not and why
 * @param waitMillis how long the call waits before it is made, or before it is worth asking again
 * @param key which of the keys made it wait, -1 if none did
 * @param probe whether the call probes a gate that was blocked
 */
record GateVerdict(Kind kind, long waitMillis, int key, boolean probe) {

    /** In the order of the numbers that stand for them in {@link GateScripts}. */
    enum Kind {
        PASSED,
        /** It would have to wait longer than it can. */
        SPACED,
        BLOCKED
    }
}
