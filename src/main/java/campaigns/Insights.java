package campaigns;

import calls.ApiCall;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Kind;
import failures.Rejected;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statistics of a campaign, ad set or ad, as Meta returns them. Meta docs, "Insights API". */
public final class Insights {

    private static final String FIELDS = "fields";
    private static final String PRESET = "date_preset";
    private static final String SINCE = "since";
    private static final String UNTIL = "until";
    private static final String INCREMENT = "time_increment";
    private static final String BREAKDOWNS = "breakdowns";

    /** Meta keeps statistics for this number of months (error 3018). */
    private static final int MONTHS = 37;

    private Insights() {}

    /**
     * Checks the parameters and reads the object, which must belong to the client.
     *
     * @throws Rejected if the dates contradict each other
     */
    public static void begin(ApiCall call, String kind) {
        AdObjects.readOwner(call, kind);
        ListCursor page = ListCursor.of(call, FIELDS, PRESET, SINCE, UNTIL, INCREMENT, BREAKDOWNS);
        checkDays(page.filter(), Clock.systemUTC());
        call.note(page);
    }

    static void checkDays(Map<String, String> filter, Clock clock) {
        LocalDate since = day(filter, SINCE);
        LocalDate until = day(filter, UNTIL);
        if (since == null && until == null) {
            return;
        }
        if (filter.containsKey(PRESET)) {
            throw invalid(PRESET, "'date_preset' must not be combined with 'since' and 'until'.");
        }
        if (since == null || until == null) {
            throw invalid(since == null ? SINCE : UNTIL, "'since' and 'until' must be used together.");
        }
        if (until.isBefore(since)) {
            throw invalid(UNTIL, "'until' is before 'since'.");
        }
        // One day of tolerance, since the account's time zone may be behind.
        if (since.isBefore(LocalDate.now(clock).minusMonths(MONTHS).minusDays(1))) {
            throw Rejected.field(
                    Kind.PREFLIGHT, SINCE, "Meta keeps statistics for " + MONTHS + " months (Meta's error 3018).");
        }
    }

    private static LocalDate day(Map<String, String> filter, String name) {
        try {
            return filter.containsKey(name) ? LocalDate.parse(filter.get(name)) : null;
        } catch (DateTimeException e) {
            throw invalid(name, "'" + filter.get(name) + "' is not a date such as 2030-01-31.");
        }
    }

    private static Rejected invalid(String parameter, String detail) {
        return Rejected.field(Kind.INVALID_REQUEST, parameter, detail);
    }

    /** Requests the statistics. */
    public static void ask(ApiCall call) {
        ListCursor page = call.noted(ListCursor.class);
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (String name : List.of(FIELDS, PRESET, INCREMENT, BREAKDOWNS)) {
            if (page.filter().containsKey(name)) {
                parameters.put(name, page.filter().get(name));
            }
        }
        if (page.filter().containsKey(SINCE)) {
            parameters.put(
                    "time_range",
                    Map.of(SINCE, page.filter().get(SINCE), UNTIL, page.filter().get(UNTIL)));
        }
        call.ask(page.request(call, call.objectId() + "/insights", parameters));
    }

    /** Answers with Meta's rows. */
    public static void show(ApiCall call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = answer.putArray("rows");
        call.answer().path("data").forEach(rows::add);
        answer.put("next_cursor", call.noted(ListCursor.class).next(call));
        call.reply(answer);
    }
}
