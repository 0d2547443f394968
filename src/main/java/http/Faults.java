package http;

import http.ContractSchema.Violation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the errors of a value, at most one per location. A body of a megabyte can have half a million errors, so the
 * search ends after a readable number.
 */
final class Faults {

    /** Maximum number of locations reported. */
    static final int MAX_PLACES = 100;

    /** Maximum number of errors examined: many may be at one location. */
    private static final int MAX_FAULTS = 10 * MAX_PLACES;

    private final Map<String, Violation> byPlace = new LinkedHashMap<>();
    private int added;
    private boolean full;

    /** Runs a search that adds its errors here. It ends early once the maximum is reached. */
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
     * @throws EnoughException to end the search; {@link #search} catches it
     */
    void add(String pointer, String detail) {
        if (++added > MAX_FAULTS || (byPlace.size() == MAX_PLACES && !byPlace.containsKey(pointer))) {
            throw EnoughException.INSTANCE;
        }
        byPlace.putIfAbsent(pointer, new Violation(pointer, detail));
    }

    /** Returns true if there may be more errors than are reported. */
    boolean isFull() {
        return full;
    }

    /** The errors in the order in which they were found. */
    List<Violation> list() {
        return new ArrayList<>(byPlace.values());
    }

    private static final class EnoughException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** Without state, so one instance is enough. */
        private static final EnoughException INSTANCE = new EnoughException();

        private EnoughException() {
            super(null, null, false, false);
        }
    }
}
