package dev.cairn.bench.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./cairn prove}. */
@Command(
        name = "prove",
        description = {
            "Shows that nothing is lost: two devices, many small files and a big one, through create, edit, rename of a",
            "folder, delete and edits on both sides at once, with kill -9 of server and client in the middle of each.",
            "Ends in one line \"equal: ...\" and exit code 0, or in what differs and exit code 1.",
            "Needs about six times the bytes of the files in the directory of --work."
        },
        mixinStandardHelpOptions = true)
public final class ProveCommand implements Callable<Integer> {
    private static final String ADMIN = "admin";
    private static final int FILES_MIN = 100;

    /** The ways Cairn runs. */
    enum Mode {
        ALL_IN_ONE,
        SPLIT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Option(
            names = "--mode",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "all-in-one")
    private Mode mode = Mode.ALL_IN_ONE;

    @Option(
            names = "--files",
            description = "Small files, 100 or more (default: ${DEFAULT-VALUE}).",
            defaultValue = "10000")
    private int files;

    @Option(
            names = "--big",
            paramLabel = "BYTES",
            description = "Size of the big file (default: ${DEFAULT-VALUE}).",
            defaultValue = "2147483648")
    private long bigBytes;

    @Option(
            names = "--seed",
            description = "Makes the same files, edits and choices again (default: a new one, printed).")
    private @Nullable Long seed;

    @Option(names = "--work", description = "Directory for the run; kept when it fails (default: a temporary one).")
    private @Nullable Path work;

    @Option(names = "--script", hidden = true)
    private Path script = Path.of("cairn");

    @Override
    public Integer call() throws Exception {
        if (files < FILES_MIN || bigBytes < 1) {
            System.err.println("--files has to be " + FILES_MIN + " or more, and --big 1 or more");
            return 2;
        }
        long from = seed == null ? new Random().nextLong() : seed;
        var home = (work == null ? Files.createTempDirectory("cairn-prove") : Files.createDirectories(work))
                .toAbsolutePath();
        if (!isEmpty(home)) {
            System.err.println(home + " is not empty; the proof of before may be in it, or still be running");
            return 2;
        }
        System.out.printf(
                "again: ./cairn prove --mode %s --files %d --big %d --seed %d%n", mode, files, bigBytes, from);
        try {
            System.out.println(prove(home, new SplittableRandom(from)));
        } catch (Failure | IOException e) {
            System.out.println("NOT equal: " + e.getMessage());
            System.out.println("everything is kept in " + home);
            return 1;
        }
        delete(home);
        return 0;
    }

    private String prove(Path home, SplittableRandom random) throws IOException, InterruptedException {
        var secret = new byte[12];
        new java.security.SecureRandom().nextBytes(secret);
        var password = HexFormat.of().formatHex(secret);
        var passwordFile = Files.writeString(home.resolve("password"), password);
        var cairn = new Script(
                script.toAbsolutePath(), home, Map.of("CAIRN_ADMIN_USER", ADMIN, "CAIRN_ADMIN_PASSWORD", password));
        try (var server = start(cairn, home);
                var a = ProvenDevice.signIn(cairn, "a", home, server.url(), ADMIN, passwordFile);
                var b = ProvenDevice.signIn(cairn, "b", home, server.url(), ADMIN, passwordFile)) {
            // Ctrl-C ends this process without closing anything.
            var stop = new Thread(server::close, "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                var proof = new Proof(server, a, b, random.split(), bigBytes, System.out);
                var end = proof.tell(new Story(home, files, bigBytes, random));
                // Devices could agree on what the server no longer has.
                try (var c = ProvenDevice.signIn(cairn, "c", home, server.url(), ADMIN, passwordFile)) {
                    c.sync();
                    var arrived = Snapshot.of(c.folder());
                    if (!arrived.equals(end)) {
                        throw Failure.differ("A", end, "a new device", arrived);
                    }
                }
                return "equal: %d files, %d bytes, %d kills".formatted(end.files(), end.bytes(), proof.kills());
            } finally {
                Runtime.getRuntime().removeShutdownHook(stop);
            }
        }
    }

    private Deployment start(Script cairn, Path home) throws IOException, InterruptedException {
        return switch (mode) {
            case ALL_IN_ONE -> OneProcess.start(cairn, home);
            case SPLIT -> ProcessPerService.start(cairn, home);
        };
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var paths = Files.list(directory)) {
            return paths.findAny().isEmpty();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
