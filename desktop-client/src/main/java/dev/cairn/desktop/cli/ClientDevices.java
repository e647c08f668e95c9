package dev.cairn.desktop.cli;

import dev.cairn.contracts.auth.Device;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the devices of the account. */
@Command(
        name = "devices",
        description = "Lists the account's devices: what they run, when they were seen, how far they are.",
        mixinStandardHelpOptions = true)
final class ClientDevices implements Callable<Integer> {
    @Mixin
    private ClientHome home = new ClientHome();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /** The JSON, version 1 (docs/formats.md, "Client status"); a device is as the REST API has it. */
    private record Answer(int version, List<Device> devices) {}

    @Override
    public Integer call() throws Exception {
        return home.beside((opened, http) -> {
            var devices = Arrays.asList(http.get("/api/v1/account/devices", Device[].class));
            var command = Objects.requireNonNull(spec).commandLine();
            if (json) {
                Terminal.json(command, new Answer(1, devices));
            } else {
                devices.forEach(device -> command.getOut().println(line(device)));
            }
            return ExitCode.DONE;
        });
    }

    private static String line(Device device) {
        var text = new StringBuilder(device.name());
        if (device.current()) {
            text.append(" (this device)");
        }
        var report = device.report();
        if (report != null) {
            text.append(", ").append(report.kind()).append(", client ").append(report.version());
            text.append(": ").append(report.state());
            if (report.waiting() > 0) {
                text.append(", ").append(report.waiting()).append(" waiting");
            }
            if (report.behindSince() != null) {
                text.append(", behind since ").append(report.behindSince());
            }
        }
        text.append("; last seen ").append(device.lastSeen());
        var wipe = device.wipe();
        if (wipe != null) {
            text.append(wipe.done() != null ? "; wiped " + wipe.done() : "; to be wiped");
        }
        return text.toString();
    }
}
