package routes;

import static io.restassured.RestAssured.given;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The content of {@code /q/metrics} at one time, in Prometheus' text format. */
record Scrape(String text) {

    private static final Pattern TYPE = Pattern.compile("^# TYPE (\\S+) (\\S+)$", Pattern.MULTILINE);
    private static final Pattern SAMPLE = Pattern.compile("^([a-z_0-9]+)(?:\\{(.*)})? (\\S+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    static Scrape now() {
        return new Scrape(given().accept("text/plain")
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    /** The declared names of all metrics. */
    Set<String> names() {
        return TYPE.matcher(text).results().map(type -> type.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of the samples, such as those of the buckets of a histogram. */
    Set<String> samples() {
        return SAMPLE.matcher(text)
                .results()
                .map(sample -> sample.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The service's own metrics with the names of their labels, in order. */
    Map<String, String> labels() {
        Map<String, TreeSet<String>> labels = new TreeMap<>();
        names().stream()
                .filter(name -> name.startsWith("creative_") && !name.endsWith("_max"))
                .forEach(name -> labels.put(name, new TreeSet<>()));
        Matcher sample = SAMPLE.matcher(text);
        while (sample.find()) {
            TreeSet<String> known = labels.get(sample.group(1).replaceFirst("_(bucket|count|sum|max)$", ""));
            if (known != null && sample.group(2) != null) {
                LABEL.matcher(sample.group(2))
                        .results()
                        .map(label -> label.group(1))
                        .forEach(known::add);
                known.remove("le");
            }
        }
        return labels.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> String.join(" ", entry.getValue()), (a, b) -> a, TreeMap::new));
    }

    /** The value of a sample, zero if it is missing: {@code name{label="value"}}, labels in order. */
    double value(String sample) {
        return SAMPLE.matcher(text)
                .results()
                .filter(found -> sample.equals(
                        found.group(2) == null ? found.group(1) : found.group(1) + "{" + inOrder(found.group(2)) + "}"))
                .mapToDouble(found -> Double.parseDouble(found.group(3)))
                .findFirst()
                .orElse(0);
    }

    /** The increase of a sample since. */
    double increase(Scrape before, String sample) {
        return value(sample) - before.value(sample);
    }

    private static String inOrder(String labels) {
        return LABEL.matcher(labels)
                .results()
                .map(label -> label.group())
                .sorted()
                .collect(Collectors.joining(","));
    }
}
