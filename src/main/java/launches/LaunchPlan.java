package launches;

import jobs.NewItem;

import java.util.List;
import java.util.Map;

/**
 * What a launch comes to.
 *
 * @param items what is created, each after what it depends on
 * @param currencies those that its amounts name, by the pointer of the amount
 */
record LaunchPlan(Tree tree, List<NewItem> items, Estimate estimate, Map<String, String> currencies) {}
