package sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All objects and open upload sessions, in the order they were made. */
final class Store {
    private record Shelf(ObjectKind kind, String accountId) {}

    private final Ids ids;
    private final Clock clock;
    private final Map<String, Entity> byId = new LinkedHashMap<>();
    private final Map<Shelf, List<Entity>> shelves = new HashMap<>();
    private final Map<String, UploadSession> sessions = new LinkedHashMap<>();

    Store(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    String newId() {
        return ids.next();
    }

    Instant now() {
        return clock.instant();
    }

    void add(Entity entity) {
        byId.put(entity.id(), entity);
        shelves.computeIfAbsent(new Shelf(entity.kind(), entity.accountId()), s -> new ArrayList<>())
                .add(entity);
    }

    /** Takes out an object that never came to be, such as the video of a cancelled upload. */
    void remove(Entity entity) {
        byId.remove(entity.id());
        shelves.getOrDefault(new Shelf(entity.kind(), entity.accountId()), new ArrayList<>())
                .remove(entity);
    }

    Optional<Entity> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** @return the object of that kind, account and id, deleted or not */
    Optional<Entity> find(ObjectKind kind, String accountId, String id) {
        return find(id).filter(e -> e.kind() == kind && e.accountId().equals(accountId));
    }

    Stream<Entity> newestFirst(ObjectKind kind, String accountId) {
        List<Entity> reversed = new ArrayList<>(shelves.getOrDefault(new Shelf(kind, accountId), List.of()));
        Collections.reverse(reversed);
        return reversed.stream();
    }

    Stream<Entity> all() {
        return byId.values().stream();
    }

    Stream<Entity> all(ObjectKind kind) {
        return byId.values().stream().filter(e -> e.kind() == kind);
    }

    void open(UploadSession session) {
        sessions.put(session.id(), session);
    }

    void close(UploadSession session) {
        sessions.remove(session.id());
    }

    Optional<UploadSession> session(String id) {
        dropExpiredSessions();
        return Optional.ofNullable(sessions.get(id));
    }

    Collection<UploadSession> sessions() {
        dropExpiredSessions();
        return sessions.values();
    }

    private void dropExpiredSessions() {
        sessions.values().removeIf(session -> session.expired(clock.instant()));
    }
}
