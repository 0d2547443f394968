package calls;

/**
 * A request's budget as a person reads it, for its answer.
 *
 * @param text such as {@code 50.00 EUR / day}
 */
public record BudgetText(String text) {}
