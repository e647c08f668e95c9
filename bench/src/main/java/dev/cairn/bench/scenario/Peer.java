package dev.cairn.bench.scenario;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Programs measured beside Cairn, when they are installed. */
enum Peer {
    /** From device to device, watching. */
    SYNCTHING("syncthing") {
        @Override
        Pair start(Path home) throws IOException {
            return new SyncthingPair(home);
        }
    },
    /** Through a hub, run after each change. */
    UNISON("unison") {
        @Override
        Pair start(Path home) throws IOException {
            return new UnisonPair(home);
        }
    },
    /** Through a hub, run after each change. */
    RSYNC("rsync") {
        @Override
        Pair start(Path home) throws IOException {
            return new RsyncPair(home);
        }
    };

    private final String program;

    Peer(String program) {
        this.program = program;
    }

    /** Starts it with everything it keeps below {@code home}. */
    abstract Pair start(Path home) throws IOException;

    boolean isInstalled() {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** What to do about it when it is not installed. */
    String howToInstall() {
        return program + " is not installed, so it is not measured; Debian, Ubuntu: sudo apt-get install " + program
                + "; macOS: brew install " + program;
    }
}
