package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The period of insights, first and last day included: {@code date_preset} or {@code time_range}. */
record InsightsPeriod(LocalDate since, LocalDate until) {
    private static final int MONTHS_KEPT = 37;
    private static final int LONGEST_INCREMENT = 90;

    static InsightsPeriod of(Params params, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, GraphTime.ACCOUNT_ZONE);
        InsightsPeriod period = params.has("time_range")
                ? range(params.object("time_range"))
                : preset(params.text("date_preset").orElse("last_30d"), today);
        if (period.since().isBefore(today.minusMonths(MONTHS_KEPT))) {
            throw new Refusal(
                    3018,
                    "(#3018) The start date of the time range cannot be beyond " + MONTHS_KEPT
                            + " months from the current date");
        }
        return period;
    }

    private static InsightsPeriod range(ObjectNode range) {
        try {
            LocalDate since = LocalDate.parse(range.path("since").asText());
            LocalDate until = LocalDate.parse(range.path("until").asText());
            if (!until.isBefore(since)) {
                return new InsightsPeriod(since, until);
            }
        } catch (DateTimeException e) {
            // refused below
        }
        throw Refusal.parameter("Param time_range must have since and until, days such as 2026-01-31, in that order");
    }

    private static InsightsPeriod preset(String name, LocalDate today) {
        LocalDate yesterday = today.minusDays(1);
        LocalDate month = today.withDayOfMonth(1);
        LocalDate quarter = month.minusMonths((month.getMonthValue() - 1) % 3);
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate sunday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
        if (name.matches("last_(3|7|14|28|30|90)d")) {
            int days = Integer.parseInt(name.replaceAll("\\D", ""));
            return new InsightsPeriod(today.minusDays(days), yesterday);
        }
        return switch (name) {
            case "today" -> new InsightsPeriod(today, today);
            case "yesterday" -> new InsightsPeriod(yesterday, yesterday);
            case "this_month" -> new InsightsPeriod(month, today);
            case "last_month" -> new InsightsPeriod(month.minusMonths(1), month.minusDays(1));
            case "this_quarter" -> new InsightsPeriod(quarter, today);
            case "last_quarter" -> new InsightsPeriod(quarter.minusMonths(3), quarter.minusDays(1));
            case "this_year" -> new InsightsPeriod(today.withDayOfYear(1), today);
            case "last_year" ->
                new InsightsPeriod(
                        today.withDayOfYear(1).minusYears(1),
                        today.withDayOfYear(1).minusDays(1));
            case "this_week_mon_today" -> new InsightsPeriod(monday, today);
            case "this_week_sun_today" -> new InsightsPeriod(sunday, today);
            case "last_week_mon_sun" -> new InsightsPeriod(monday.minusWeeks(1), monday.minusDays(1));
            case "last_week_sun_sat" -> new InsightsPeriod(sunday.minusWeeks(1), sunday.minusDays(1));
            case "maximum", "data_maximum" ->
                new InsightsPeriod(today.minusMonths(MONTHS_KEPT).plusDays(1), today);
            default -> throw Refusal.parameter("Param date_preset is not one of the presets, got \"" + name + "\"");
        };
    }

    /** @return the period, divided by {@code time_increment} */
    List<InsightsPeriod> parts(Params params) {
        String increment = params.text("time_increment").orElse("all_days");
        if (increment.equals("all_days")) {
            return List.of(this);
        }
        boolean monthly = increment.equals("monthly");
        if (!monthly && !(increment.matches("[1-9]\\d?") && Integer.parseInt(increment) <= LONGEST_INCREMENT)) {
            throw Refusal.parameter("Param time_increment must be all_days, monthly or 1 to " + LONGEST_INCREMENT);
        }
        List<InsightsPeriod> parts = new ArrayList<>();
        LocalDate start = since;
        while (!start.isAfter(until)) {
            LocalDate next =
                    monthly ? start.withDayOfMonth(1).plusMonths(1) : start.plusDays(Integer.parseInt(increment));
            LocalDate end = next.minusDays(1);
            parts.add(new InsightsPeriod(start, end.isAfter(until) ? until : end));
            start = next;
        }
        return parts;
    }

    /** @return the days of the period from the first to the last one given */
    Stream<LocalDate> days(LocalDate first, LocalDate last) {
        LocalDate from = since.isBefore(first) ? first : since;
        LocalDate to = until.isAfter(last) ? last : until;
        return from.isAfter(to) ? Stream.empty() : from.datesUntil(to.plusDays(1));
    }
}
