package blobs;

import java.util.List;
import java.util.UUID;

/**
 * A page of the jobs that have blobs, ordered by id.
 *
 * @param unchanged jobs whose blobs were not written to recently
 * @param next the job after which the next page begins; null at the end
 */
public record BlobPage(List<UUID> unchanged, UUID next) {}
