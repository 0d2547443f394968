package http;

import static org.assertj.core.api.Assertions.assertThat;

import failures.Broken;
import failures.Kind;
import failures.Rejected;
import graph.UnreadableFileException;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.stream.Stream;

class FailureProblemsTest {

    /** File locations and class names are only logged. */
    @ParameterizedTest
    @MethodSource("ofTheStore")
    void tellsFailuresOfTheStoreApart(Exception failure, Kind kind) {
        Problem problem = new FailureProblems().of(failure);

        assertThat(problem.kind()).isEqualTo(kind);
        assertThat(problem.detail()).doesNotContain("/data/blob", "Exception");
    }

    static Stream<Arguments> ofTheStore() {
        FileSystemException denied = new AccessDeniedException("/data/blob/jobs/1/video.mp4");
        FileSystemException full =
                new FileSystemException("/data/blob/jobs/1/video.mp4", null, "No space left on device");
        return Stream.of(
                Arguments.of(denied, Kind.UNAVAILABLE),
                Arguments.of(
                        new GenericFileOperationFailedException("Cannot store file: /data/blob", denied),
                        Kind.UNAVAILABLE),
                Arguments.of(
                        new Broken(Broken.Part.BLOBS, Kind.UNAVAILABLE, "The blob store failed.", denied),
                        Kind.UNAVAILABLE),
                Arguments.of(new UnreadableFileException(denied), Kind.UNAVAILABLE),
                Arguments.of(full, Kind.STORAGE_FULL),
                Arguments.of(
                        new GenericFileOperationFailedException("Cannot store file: /data/blob", full),
                        Kind.STORAGE_FULL),
                Arguments.of(
                        new Rejected(Kind.INTERNAL_ERROR, "The blob 'jobs/1/video.mp4' ends before byte 5."),
                        Kind.INTERNAL_ERROR));
    }

    /** The database's error code decides whether the caller, the service or the database is responsible. */
    @ParameterizedTest
    @CsvSource({
        "08006, UNAVAILABLE",
        "53300, UNAVAILABLE",
        "57P01, UNAVAILABLE",
        "40P01, UNAVAILABLE",
        ", UNAVAILABLE",
        "23505, CONFLICT",
        "22008, INTERNAL_ERROR",
        "42P01, INTERNAL_ERROR"
    })
    void tellsFailuresOfTheDatabaseApart(String sqlState, Kind kind) {
        Problem problem = new FailureProblems().of(new SQLException("failed", sqlState));

        assertThat(problem.kind()).isEqualTo(kind);
    }
}
