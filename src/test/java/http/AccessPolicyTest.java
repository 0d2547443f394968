package http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/health",
                "/q/health/ready",
                "/q/metrics",
                "/openapi",
                "/docs",
                "/docs/index.html",
                "/problems/not-found",
                "/sandbox/_state",
                "/sandbox/v26.0/act_1/campaigns"
            })
    void isOpenToEverybody(String path) {
        assertThat(AccessPolicy.isOpen(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/jobs",
                "/q",
                "/q/healthy",
                "/q/dev-ui",
                "/docsx",
                "/sandboxed",
                "/Q/health",
                "//q/health",
                "/hooks/of-the-operator"
            })
    void isClosedWithoutAKey(String path) {
        assertThat(AccessPolicy.isOpen(path)).isFalse();
    }
}
