package http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRequirementTest {

    @Test
    void thePackageRequiresKeysWhereverItListens() {
        assertThat(new KeyRequirement(true, true, "0.0.0.0").isRequired()).isTrue();
        assertThatThrownBy(() -> new KeyRequirement(false, true, "127.0.0.1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ADMIN_API_KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.0.0.5"})
    void devModeDoesWithoutOnLoopback(String host) {
        assertThat(new KeyRequirement(false, false, host).isRequired()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.7", "host.invalid"})
    void devModeDoesNotDoWithoutElsewhere(String host) {
        assertThatThrownBy(() -> new KeyRequirement(false, false, host))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(host);
    }
}
