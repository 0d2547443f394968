package media;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The source of a medium's download, and its progress.
 *
 * @param source the encrypted URL; null when the download is complete
 * @param version the version of the file that was partially downloaded, or null
 * @param file the name of the partial download, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Source(String source, String version, String file) {}
