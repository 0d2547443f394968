package graph;

import java.util.List;

/** Money that Meta has no number for, or that is not in the ad account's currency. */
public class InvalidAmountException extends RuntimeException {

    private final transient List<Preflight.Finding> findings;

    public InvalidAmountException(List<Preflight.Finding> findings) {
        super("The money in the request cannot be used.", null, false, false);
        this.findings = List.copyOf(findings);
    }

    /** What is wrong, all of it. */
    public List<Preflight.Finding> findings() {
        return findings;
    }
}
