package intents;

import failures.OutcomeUnknown;
import graph.Intent;

/** It is unknown whether Meta created the object, and the caller cannot wait for the outcome. */
public final class Unsettled extends OutcomeUnknown {

    private final transient Intent intent;

    public Unsettled(Intent intent) {
        super("It is not yet known whether Meta created the " + intent.kind().sql() + " '" + intent.name() + "'.");
        this.intent = intent;
    }

    public Intent intent() {
        return intent;
    }
}
