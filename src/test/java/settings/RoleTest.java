package settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static settings.Role.API;
import static settings.Role.SANDBOX;
import static settings.Role.WORKER;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Set;
import java.util.stream.Stream;

class RoleTest {
    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of("api", Set.of(API)),
                Arguments.of("api,worker", Set.of(API, WORKER)),
                Arguments.of(" worker , SANDBOX ", Set.of(WORKER, SANDBOX)),
                Arguments.of("api,,worker,", Set.of(API, WORKER)),
                Arguments.of("api,api", Set.of(API)));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void readsAList(String list, Set<Role> roles) {
        assertThat(Role.parseList(list)).isEqualTo(roles);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ","})
    void refusesAnEmptyList(String list) {
        assertThatThrownBy(() -> Role.parseList(list))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("ROLES is empty")
                .hasMessageContaining("api, worker, sandbox");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api,wroker", "apiworker", "api;worker"})
    void refusesAnUnknownRole(String list) {
        assertThatThrownBy(() -> Role.parseList(list))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("ROLES is '" + list + "'")
                .hasMessageContaining("api, worker, sandbox");
    }
}
