package graph;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;

import jakarta.inject.Singleton;

/** Failures that are caught to do something about them, and then go on. */
@Singleton
@Unremovable
public class GraphFailures {

    /** Whether Meta has said so itself: with an error of its own, rather than a status alone or by not having been asked. */
    public boolean isMetasOwn(@ExchangeException GraphException failure) {
        return failure.error() != null;
    }

    /** Raises the failure that was caught, when what it called for has been done. */
    public void raiseCaught(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) throws Exception {
        throw failure;
    }
}
