package http;

import http.ContractSchema.Violation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the faults of a value: one a place, the first, because the others would say the same again. A megabyte can
 * have half a million faults, so the search ends once there are as many as a person reads.
 */
final class Faults {

    /** How many places at fault are named. */
    static final int MAX_PLACES = 100;

    /** How many faults are looked at to find them: many may lie at one place. */
    private static final int MAX_FAULTS = 10 * MAX_PLACES;

    private final Map<String, Violation> byPlace = new LinkedHashMap<>();
    private int added;
    private boolean full;

    /** Runs a search for faults, which adds them here. It ends early once there are enough. */
    void search(Runnable search) {
        if (full) {
            return;
        }
        try {
            search.run();
        } catch (EnoughException e) {
            full = true;
        }
    }

    /**
     * Adds a fault.
     *
     * @throws EnoughException to end the search; {@link #search} catches it
     */
    void add(String pointer, String detail) {
        if (++added > MAX_FAULTS || (byPlace.size() == MAX_PLACES && !byPlace.containsKey(pointer))) {
            throw EnoughException.INSTANCE;
        }
        byPlace.putIfAbsent(pointer, new Violation(pointer, detail));
    }

    /** Whether there may be more faults than are named. */
    boolean isFull() {
        return full;
    }

    /** The faults in the order in which they were found. */
    List<Violation> list() {
        return new ArrayList<>(byPlace.values());
    }

    private static final class EnoughException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** Carries nothing, so one serves all. */
        private static final EnoughException INSTANCE = new EnoughException();

        private EnoughException() {
            super(null, null, false, false);
        }
    }
}
