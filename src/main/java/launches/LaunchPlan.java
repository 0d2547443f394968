package launches;

import jobs.NewItem;

import java.util.List;
import java.util.Map;

/**
 * The plan of a launch.
 *
 * @param items the objects to create, each after its dependencies
 * @param currencies the currencies of its amounts, by the pointer of the amount
 */
record LaunchPlan(Tree tree, List<NewItem> items, Estimate estimate, Map<String, String> currencies) {}
