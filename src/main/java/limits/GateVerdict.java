package limits;

/**
 * The decision whether a call may be sent.
 *
 * @param kind admitted, or the reason why not
 * @param waitMillis how long the call must wait before it is sent, or before it should ask again
 * @param key index of the key that caused the wait, -1 if there is none
 * @param probe true if the call probes a blocked gate
 */
record GateVerdict(Kind kind, long waitMillis, int key, boolean probe) {

    /** In the order of their numbers in {@link GateScripts}. */
    enum Kind {
        PASSED,
        /** It would have to wait longer than it can. */
        SPACED,
        BLOCKED
    }
}
