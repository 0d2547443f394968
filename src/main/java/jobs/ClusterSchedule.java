package jobs;

import database.Database;
import database.Statement;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Tasks that run once per interval over all processes, in the first process that asks. The next due time is in the
 * database, so neither the number of processes nor a restart changes how often a task runs.
 */
@Singleton
public class ClusterSchedule {

    private static final Statement TAKE = Statement.named("take-scheduled-task");
    private static final Statement KEEP_STATE = Statement.named("keep-task-state");
    private static final int POLLS_PER_INTERVAL = 10;
    private static final Duration SHORTEST_POLL = Duration.ofMillis(100);

    private final Database database;

    @Inject
    public ClusterSchedule(Database database) {
        this.database = database;
    }

    /** A task; its parameter is the state of the last run: JSON, an empty object before the first. */
    @FunctionalInterface
    public interface Task {
        void run(String state) throws Exception;
    }

    /** Deletes a batch of rows, and returns their number. */
    @FunctionalInterface
    public interface Deletion {
        int deleteSome() throws SQLException;
    }

    /** Runs a task if it is due, and makes it due again after the interval. */
    public void run(String name, Duration interval, Task task) throws Exception {
        Optional<String> state = database.run(TAKE)
                .with("task", name)
                .with("interval_seconds", interval.toMillis() / 1000.0)
                .first(row -> row.getString(1));
        if (state.isPresent()) {
            task.run(state.get());
        }
    }

    /** Stores the state of a task for the next run, in any process. */
    public void leave(String name, String state) throws SQLException {
        database.run(KEEP_STATE).with("task", name).with("state", state).update();
    }

    /** Deletes all expired rows, one batch per transaction. */
    public static Task deleteAll(Deletion deletion) {
        return state -> {
            int deleted;
            do {
                deleted = deletion.deleteSome();
            } while (deleted > 0);
        };
    }

    /** How often a process asks, in milliseconds: the maximum delay of a run. */
    public static long pollMillis(Duration interval) {
        return Math.max(interval.toMillis() / POLLS_PER_INTERVAL, SHORTEST_POLL.toMillis());
    }
}
