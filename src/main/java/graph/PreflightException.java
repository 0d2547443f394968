package graph;

import java.util.List;

/** Meta would surely refuse the request, so it was not asked. */
public class PreflightException extends RuntimeException {

    private final transient List<Preflight.Finding> findings;

    public PreflightException(List<Preflight.Finding> findings) {
        super("Meta would refuse the request; it was not sent.", null, false, false);
        this.findings = List.copyOf(findings);
    }

    /** What is wrong, all of it. */
    public List<Preflight.Finding> findings() {
        return findings;
    }
}
