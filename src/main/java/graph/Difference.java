package graph;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A place where an object at Meta is not what was sent.
 *
 * @param path names of members and positions, joined by dots
 * @param sent what was sent, as text; null for what Meta reports without being asked, such as a status
 * @param read what was read back, as text; null if there is nothing
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Difference(String path, String sent, String read) {}
