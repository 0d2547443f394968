package database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StatementTest {

    @Test
    void givesParametersPlaces() {
        Statement statement = Statement.named("prove-lease");

        assertThat(statement.parameters()).containsExactly("lease_seconds", "job_id", "fence");
        assertThat(statement.sql()).contains("secs => ?)", "job_id = ?::uuid").doesNotContain(":?");
    }

    @Test
    void doesNotKnowWhatIsNotThere() {
        assertThatThrownBy(() -> Statement.named("drop-everything"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("db/queries/drop-everything.sql");
    }
}
