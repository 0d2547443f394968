package http;

import static org.assertj.core.api.Assertions.assertThat;

import http.Problem.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;

class FailureProblemsTest {

    /** What the database says decides whether the caller, the service or the database is to do something about it. */
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
        Problem problem = new FailureProblems().of(new SQLException("failed", sqlState), null, null, null);

        assertThat(problem.kind()).isEqualTo(kind);
    }
}
