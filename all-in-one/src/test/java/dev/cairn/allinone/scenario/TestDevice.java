package dev.cairn.allinone.scenario;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A client home and the folder it keeps in step with a space. */
record TestDevice(Path home, Path folder) {
    /** Signs in and adds the folder. */
    static TestDevice signIn(Path parent, String name, URI server, String user, Path passwordFile, String space)
            throws IOException, InterruptedException {
        var device = new TestDevice(parent.resolve("home-" + name), parent.resolve("folder-" + name));
        Files.createDirectories(device.folder);
        Commands.succeed(
                "client",
                "login",
                "--home",
                device.home.toString(),
                "--server",
                server.toString(),
                "--user",
                user,
                "--password-file",
                passwordFile.toString());
        Commands.succeed(
                "client",
                "add",
                "--home",
                device.home.toString(),
                "--space",
                space,
                "--folder",
                device.folder.toString());
        return device;
    }

    /** Syncs once, to the end. */
    void sync() throws IOException, InterruptedException {
        Commands.succeed("client", "sync", "--home", home.toString());
    }

    /** Begins a sync that can be killed. */
    Process beginSync() throws IOException {
        return Commands.start(home.resolve("sync.log"), "client", "sync", "--home", home.toString());
    }

    /** Keeps syncing until the process is ended. */
    Process beginRun() throws IOException {
        return Commands.start(home.resolve("run.log"), "client", "run", "--home", home.toString());
    }

    Path file(String path) {
        return folder.resolve(path);
    }
}
