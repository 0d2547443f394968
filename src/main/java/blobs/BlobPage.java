package blobs;

import java.util.List;
import java.util.UUID;

/**
 * Some of the jobs that have blobs, in the order of their ids.
 *
 * @param unchanged those whose blobs were not written to for a while
 * @param next the job after which the next page begins; null at the end
 */
public record BlobPage(List<UUID> unchanged, UUID next) {}
