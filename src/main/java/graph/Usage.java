package graph;

import graph.Throttle.Scope;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Meta's headers say of an account's use.
 *
 * @param appPercent share of the app's limit, -1 if it was not said
 * @param accountPercent share of the ad account's score, -1 if it was not said
 * @param accountReset until that score is nothing; zero if it was not said
 * @param useCases the business use cases, for whichever id they are told
 * @param retryAfter the header of HTTP itself; zero if it is not there
 */
public record Usage(
        double appPercent, double accountPercent, Duration accountReset, List<UseCase> useCases, Duration retryAfter) {

    /** Of a share that Meta did not tell. */
    public static final double UNKNOWN = -1;

    /** Managing ads is the one use case whose limit the service's calls count against. */
    private static final String OURS = "ads_management";

    /**
     * The use of a business use case limit.
     *
     * @param id a business, an ad account (without {@code act_}), a page or an Instagram account
     * @param type such as {@code ads_management}
     * @param regainAccess how long calls are refused; zero if they are not
     */
    public record UseCase(String id, String type, double percent, Duration regainAccess) {}

    /** The share of a limit that is used, -1 if it was not said. */
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
     * How long one whose use is beyond {@code stopAt} is to be left alone, or null if it was not said. Where the ad
     * account's score tells it, in seconds, it counts: use cases tell whole minutes.
     */
    public Duration reset(Scope scope, String id, double stopAt) {
        if (scope == Scope.ACCOUNT && accountPercent >= stopAt && !accountReset.isZero()) {
            return accountReset;
        }
        return named(ofUseCases(scope, id));
    }

    /**
     * How long Meta wants to be left alone after an error that says so, or null if it did not say.
     *
     * @param useCaseLimit whether the error is about a business use case rather than the account's score
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

    /** A business limits its accounts: what is told for neither the page nor the account counts for the account. */
    private Stream<UseCase> ofUseCases(Scope scope, String id) {
        return switch (scope) {
            case APP -> Stream.empty();
            case ACCOUNT -> useCases.stream().filter(useCase -> useCase.type().equals(OURS));
            case PAGE -> useCases.stream().filter(useCase -> useCase.id().equals(id));
        };
    }
}
