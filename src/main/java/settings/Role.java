package settings;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A task of a process. The variable {@code ROLES} selects any combination. */
public enum Role {
    /** The HTTP API: synchronous creatives and hierarchy, acceptance of jobs. */
    API,
    /** Takes jobs from the queue and calls Meta. */
    WORKER,
    /** A local Graph API for development, tests and demos. Needs neither PostgreSQL nor Redis. */
    SANDBOX;

    /** The roles of a process without {@code ROLES}. */
    public static final Set<Role> DEFAULT = Set.of(API, WORKER);

    /** The name used in {@code ROLES} and in configuration keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Parses a comma list such as {@code api,worker}; case and spaces around a name are ignored.
     *
     * @throws InvalidSettingException if a name is unknown or the list is empty
     */
    public static Set<Role> parseList(String list) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : list.split(",")) {
            if (!name.isBlank()) {
                roles.add(parse(name.strip(), list));
            }
        }
        if (roles.isEmpty()) {
            throw new InvalidSettingException(
                    "ROLES is empty. Name at least one of " + allowed() + ", or leave it unset for api,worker.");
        }
        return roles;
    }

    private static Role parse(String name, String list) {
        return Arrays.stream(values())
                .filter(role -> role.key().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException("ROLES is '" + list + "', but there is no role '" + name
                        + "'. Use a comma list of " + allowed() + "."));
    }

    private static String allowed() {
        return Arrays.stream(values()).map(Role::key).collect(Collectors.joining(", "));
    }
}
