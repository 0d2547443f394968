package graph;

import graph.Throttle.Scope;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * An account's usage of limits, from Meta's headers.
 *
 * @param appPercent usage of the app's limit, -1 if not reported
 * @param accountPercent usage of the ad account's score, -1 if not reported
 * @param accountReset time until that score is zero; zero if not reported
 * @param useCases the business use cases, of any id
 * @param retryAfter the HTTP header; zero if missing
 */
public record Usage(
        double appPercent, double accountPercent, Duration accountReset, List<UseCase> useCases, Duration retryAfter) {

    /** A percentage that Meta did not report. */
    public static final double UNKNOWN = -1;

    /** The only use case whose limit counts the service's calls. */
    private static final String OURS = "ads_management";

    /**
     * The usage of a business use case limit.
     *
     * @param id a business, an ad account (without {@code act_}), a page or an Instagram account
     * @param type such as {@code ads_management}
     * @param regainAccess how long calls are rejected; zero if they are not
     */
    public record UseCase(String id, String type, double percent, Duration regainAccess) {}

    /** Usage of a limit, -1 if not reported. */
    public double percent(Scope scope, String id) {
        double percent =
                ofUseCases(scope, id).mapToDouble(UseCase::percent).max().orElse(UNKNOWN);
        return switch (scope) {
            case APP -> appPercent;
            case ACCOUNT -> Math.max(percent, accountPercent);
            case PAGE -> percent;
        };
    }

    /**
     * How long to stop calls after usage beyond {@code stopAt}, or null if not reported. The ad account's score has
     * seconds and wins; use cases have whole minutes.
     */
    public Duration reset(Scope scope, String id, double stopAt) {
        if (scope == Scope.ACCOUNT && accountPercent >= stopAt && !accountReset.isZero()) {
            return accountReset;
        }
        return named(ofUseCases(scope, id));
    }

    /**
     * The pause that Meta asks for after a throttling error, or null if not reported.
     *
     * @param useCaseLimit true if the error is about a business use case, false for the account's score
     */
    Duration named(boolean useCaseLimit) {
        Duration ofUseCases = named(useCases.stream());
        if (useCaseLimit && ofUseCases != null) {
            return ofUseCases;
        }
        if (!retryAfter.isZero()) {
            return retryAfter;
        }
        return accountPercent >= 100 && !accountReset.isZero() ? accountReset : ofUseCases;
    }

    private static Duration named(Stream<UseCase> useCases) {
        return useCases.map(UseCase::regainAccess)
                .filter(time -> !time.isZero())
                .max(Duration::compareTo)
                .orElse(null);
    }

    /**
     * A business limits its accounts: usage of an id that is neither the page nor the account counts for the account.
     */
    private Stream<UseCase> ofUseCases(Scope scope, String id) {
        return switch (scope) {
            case APP -> Stream.empty();
            case ACCOUNT -> useCases.stream().filter(useCase -> useCase.type().equals(OURS));
            case PAGE -> useCases.stream().filter(useCase -> useCase.id().equals(id));
        };
    }
}
