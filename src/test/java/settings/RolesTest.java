package settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import local.LocalServersResource;
import org.junit.jupiter.api.Test;

import jakarta.inject.Inject;

@QuarkusTest
@QuarkusTestResource(LocalServersResource.class)
class RolesTest {
    @Inject
    Roles roles;

    @Test
    void theApplicationPlaysTheRolesOfItsConfiguration() {
        assertThat(roles.api()).isTrue();
        assertThat(roles.worker()).isTrue();
        assertThat(roles.sandbox()).isTrue();
    }
}
