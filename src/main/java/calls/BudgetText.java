package calls;

/**
 * The formatted budget of a request, for the answer.
 *
 * @param text such as {@code 50.00 EUR / day}
 */
public record BudgetText(String text) {}
