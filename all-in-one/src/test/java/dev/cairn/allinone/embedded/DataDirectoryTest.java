package dev.cairn.allinone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.auth.account.AdminBootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DataDirectoryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void isForItsOwnerOnly() throws IOException {
        try (var directory = DataDirectory.open(folder.resolve("a/b"))) {
            ClusterSecretFile.readOrCreate(directory, new SecureRandom());
            Administrator.readOrCreate(directory, Map.of(), new SecureRandom());
            assertThat(rights(directory.path())).isEqualTo("rwx------");
            assertThat(rights(directory.resolve("cluster-secret"))).isEqualTo("rw-------");
            assertThat(rights(directory.resolve("administrator"))).isEqualTo("rw-------");
        }
    }

    @Test
    void isInUseOnceAtATimeAndFreeAfterwards() throws IOException {
        var path = folder.resolve("data");
        try (var first = DataDirectory.open(path)) {
            assertThatThrownBy(() -> DataDirectory.open(first.path())).isInstanceOf(StartRefused.class);
        }
        DataDirectory.open(path).close();
    }

    @Test
    void doesNotMoveIntoADirectoryOfSomethingElse() throws IOException {
        Files.writeString(folder.resolve("letter.txt"), "Dear reader");
        assertThatThrownBy(() -> DataDirectory.open(folder)).hasMessageContaining("not a Cairn data directory");
        try (var entries = Files.list(folder)) {
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    void takesAnEmptyDirectoryAndShutsIt() throws IOException {
        var path = Files.createDirectory(folder.resolve("mounted"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        DataDirectory.open(path).close();
        assertThat(rights(path)).isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cairn-data", "cairn-data.unfinished"})
    void aFirstStartThatLostItsPowerIsDoneAgain(String left) throws IOException {
        Files.createFile(folder.resolve(left));
        DataDirectory.open(folder).close();
        assertThat(folder.resolve("cairn-data")).content().startsWith("Cairn data directory");
        assertThat(folder.resolve("cairn-data.unfinished")).doesNotExist();
    }

    @Test
    void refusesALayoutItDoesNotKnow() throws IOException {
        Files.writeString(folder.resolve("cairn-data"), "Cairn data directory, layout 2\n");
        assertThatThrownBy(() -> DataDirectory.open(folder)).hasMessageContaining("newer Cairn");
    }

    @Test
    void keepsSecretAndAdministratorOverStarts() throws IOException {
        var path = folder.resolve("data");
        try (var directory = DataDirectory.open(path)) {
            var secret = ClusterSecretFile.readOrCreate(directory, new SecureRandom());
            var again = ClusterSecretFile.readOrCreate(directory, new SecureRandom());
            assertThat(again.derive("ticket")).isEqualTo(secret.derive("ticket"));

            var generated =
                    Administrator.readOrCreate(directory, Map.of("CAIRN_ADMIN_USER", "ada"), new SecureRandom());
            assertThat(generated.welcome()).contains("ada", generated.password());
            assertThat(generated.toString()).doesNotContain(generated.password());
            var later = Administrator.readOrCreate(directory, Map.of(), new SecureRandom());
            assertThat(later).isEqualTo(generated);
        }
    }

    @Test
    void whatTheEnvironmentSaysOfTheAdministratorCountsAtTheFirstStartOnly() throws IOException {
        var path = folder.resolve("data");
        var bad = Map.of("CAIRN_ADMIN_USER", "a/b", "CAIRN_ADMIN_PASSWORD", "short");
        assertThat(DataDirectory.holdsCairn(path)).isFalse();
        try (var directory = DataDirectory.open(path)) {
            assertThat(DataDirectory.holdsCairn(path)).isTrue();
            assertThatThrownBy(() -> Administrator.ensure(new First(false), directory, bad, new SecureRandom()))
                    .isInstanceOfSatisfying(
                            StartRefused.class, e -> assertThat(e.exitStatus()).isEqualTo(2));
            assertThat(Administrator.ensure(new First(true), directory, bad, new SecureRandom()))
                    .isEmpty();
        }
    }

    /** Accounts among which there is an administrator, or becomes one. */
    private record First(boolean hasAdministrator) implements AdminBootstrap {
        @Override
        public boolean ensureAdministrator(String name, String password) {
            return !hasAdministrator;
        }
    }

    @Test
    void doesNotKeepAPasswordThatWasGiven() throws IOException {
        try (var directory = DataDirectory.open(folder.resolve("data"))) {
            var environment = Map.of("CAIRN_ADMIN_USER", "ada", "CAIRN_ADMIN_PASSWORD", "open sesame");
            var given = Administrator.readOrCreate(directory, environment, new SecureRandom());
            assertThat(given.welcome()).doesNotContain("open sesame");
            assertThat(given.password()).isEqualTo("open sesame");
            assertThat(directory.resolve("administrator")).doesNotExist();
        }
    }
}
