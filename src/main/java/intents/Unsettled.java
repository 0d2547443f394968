package intents;

import failures.OutcomeUnknown;
import graph.Intent;

/** Whether Meta made the object is not known yet, and the caller cannot wait for it. */
public final class Unsettled extends OutcomeUnknown {

    private final transient Intent intent;

    public Unsettled(Intent intent) {
        super("Whether Meta made the " + intent.kind().sql() + " '" + intent.name() + "' is not known yet.");
        this.intent = intent;
    }

    public Intent intent() {
        return intent;
    }
}
