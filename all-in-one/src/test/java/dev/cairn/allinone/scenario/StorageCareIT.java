package dev.cairn.allinone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testkit.server.Installation;
import dev.cairn.testkit.server.RunningCairn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./cairn storage} against a running server, with packs that are whole, flipped and missing. */
final class StorageCareIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Commands.Outcome storage(RunningCairn cairn, String user, String... command)
            throws IOException, InterruptedException {
        var password = Files.writeString(folder.resolve("password"), Installation.ADMIN_PASSWORD);
        var line = new java.util.ArrayList<>(List.of("storage"));
        line.addAll(List.of(command));
        line.addAll(
                List.of("--server", cairn.url().toString(), "--user", user, "--password-file", password.toString()));
        return Commands.run(line.toArray(String[]::new));
    }

    private JsonNode json(RunningCairn cairn, int exitCode, String... command)
            throws IOException, InterruptedException {
        var line = java.util.Arrays.copyOf(command, command.length + 1);
        line[command.length] = "--json";
        var outcome = storage(cairn, Installation.ADMIN, line);
        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(exitCode);
        return JsonMapper.shared().readTree(outcome.output());
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void verifyNamesWhatIsDamagedAndRebuildIndexReadsItAnew() throws Exception {
        try (var cairn = RunningCairn.start(folder.resolve("data"))) {
            var password = Files.writeString(folder.resolve("password"), Installation.ADMIN_PASSWORD);
            var device = TestDevice.signIn(folder, "a", cairn.url(), Installation.ADMIN, password, "personal");
            var random = new SplittableRandom(1);
            Files.createDirectories(device.file("letters"));
            Files.write(device.file("letters/first.txt"), bytes(random, 700_000));
            device.sync();
            var packs = packs(cairn);
            Files.write(device.file("letters/second.txt"), bytes(random, 10_000));
            device.sync();

            var whole = json(cairn, 0, "verify");
            assertThat(whole.get("state").stringValue()).isEqualTo("DONE");
            assertThat(whole.get("counts").get("files").intValue()).isEqualTo(2);
            assertThat(whole.get("counts").get("bytes").intValue()).isEqualTo(710_000);

            // The largest pack holds the chunks of the first file.
            var pack = packs.getLast();
            var good = Files.readAllBytes(pack);
            var flipped = good.clone();
            flipped[good.length / 2] ^= 1;
            Files.write(pack, flipped);
            assertFirstIsNamed(json(cairn, 10, "verify"), "damaged");
            Files.delete(pack);
            assertFirstIsNamed(json(cairn, 10, "verify"), "damaged");
            assertThat(json(cairn, 10, "rebuild-index").get("found").intValue())
                    .as("the pack that is gone")
                    .isEqualTo(1);
            assertFirstIsNamed(json(cairn, 10, "verify"), "missing");

            Files.write(pack, good);
            assertThat(storage(cairn, Installation.ADMIN, "rebuild-index").exitCode())
                    .isZero();
            assertThat(json(cairn, 0, "verify").get("found").intValue()).isZero();
            assertThat(json(cairn, 0, "status").get("packs").intValue())
                    .isEqualTo(packs(cairn).size());
            assertThat(json(cairn, 0, "gc").get("counts").get("spaces").intValue())
                    .isPositive();
            assertThat(json(cairn, 0, "jobs")).hasSize(8);
            var noDevices = storage(cairn, Installation.ADMIN, "scrub");
            assertThat(noDevices.exitCode()).isEqualTo(1);
            assertThat(noDevices.output()).contains("no store is replicated or erasure-coded");
            assertThat(cairn.console()).doesNotContain("Exception");
        }
    }

    private static void assertFirstIsNamed(JsonNode job, String what) {
        assertThat(job.get("findings")
                        .valueStream()
                        .filter(finding -> finding.get("kind").stringValue().equals("FILE")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.get("name").stringValue()).endsWith("/letters/first.txt");
                    assertThat(finding.get("detail").stringValue()).contains(what);
                });
    }

    private static List<Path> packs(RunningCairn cairn) throws IOException {
        try (var files = Files.walk(cairn.data().resolve("storage/blobs/pack"))) {
            return files.filter(Files::isRegularFile)
                    .sorted(java.util.Comparator.comparingLong(
                            file -> file.toFile().length()))
                    .toList();
        }
    }

    @Test
    void onlyAdministratorsLookAfterStorage() throws Exception {
        try (var cairn = RunningCairn.start(folder.resolve("data"))) {
            var admin = Api.signIn(cairn.url(), Installation.ADMIN, Installation.ADMIN_PASSWORD);
            assertThat(admin.post("/api/v1/admin/accounts", """
                    {"name": "ann", "password": "%s", "admin": false}""".formatted(Installation.ADMIN_PASSWORD))
                            .status())
                    .isLessThan(300);
            assertThat(storage(cairn, "ann", "status").exitCode()).isEqualTo(1);
            var ann = Api.signIn(cairn.url(), "ann", Installation.ADMIN_PASSWORD);
            assertThat(ann.post("/api/v1/admin/storage/jobs", "{\"kind\": \"verify\"}")
                            .status())
                    .isEqualTo(403);
            assertThat(ann.get("/api/v1/admin/storage/jobs").status()).isEqualTo(403);
            assertThat(ann.stranger().get("/api/v1/admin/storage/status").status())
                    .isEqualTo(401);
            assertThat(admin.post("/api/v1/admin/storage/jobs", "{\"kind\": \"dance\"}")
                            .status())
                    .isEqualTo(400);
        }
    }
}
