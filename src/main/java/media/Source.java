package media;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Where a medium is downloaded from, and how far that is.
 *
 * @param source the sealed URL; null once the bytes are here
 * @param version the version of the file that a partial download is of, or null
 * @param file the name of the partial download, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Source(String source, String version, String file) {}
