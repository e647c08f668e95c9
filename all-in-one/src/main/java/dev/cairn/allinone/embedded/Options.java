package dev.cairn.allinone.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of the server.
 *
 * @param data where everything is kept
 * @param port of the web app and the API; 0 takes a free one
 * @param s3Port of the S3 endpoint
 * @param managementPort of health and metrics, reachable from this machine only; 0 takes a free one
 * @param training look at a few pages once ready, so that the AOT cache the launcher makes holds them
 * @param properties further arguments of the form {@code --some.property=value}, for Spring
 */
public record Options(Path data, int port, int s3Port, int managementPort, boolean training, List<String> properties) {
    static final String USAGE = """
            usage: [--data DIR] [--port N] [--s3-port N] [--management-port N] [--some.property=value ...]
              --data DIR            where everything is kept (default .cairn/data)
              --port N              web app and API (default 9347)
              --s3-port N           S3 endpoint (default 7861)
              --management-port N   health and metrics, on 127.0.0.1 only (default 9348)""";

    private static final int PORT_MAX = 65_535;

    public Options {
        properties = List.copyOf(properties);
    }

    /** Whether somebody only asks what can be given. */
    static boolean isHelp(String... arguments) {
        return List.of(arguments).contains("--help") || List.of(arguments).contains("-h");
    }

    /** Reads {@code --name value} and {@code --name=value}; refuses what it does not know. */
    public static Options parse(String... arguments) {
        var data = Path.of(".cairn", "data");
        int port = 9347;
        int s3Port = 7861;
        int managementPort = 9348;
        var training = false;
        var properties = new ArrayList<String>();
        for (int i = 0; i < arguments.length; i++) {
            var argument = arguments[i];
            int equals = argument.indexOf('=');
            var name = equals < 0 ? argument : argument.substring(0, equals);
            if (name.equals("--training")) {
                training = true;
                continue;
            }
            if (equals > 0 && name.startsWith("--") && name.indexOf('.') > 0) {
                properties.add(argument);
                continue;
            }
            if (!List.of("--data", "--port", "--s3-port", "--management-port").contains(name)) {
                throw StartRefused.usage("I do not know " + argument + "\n" + USAGE);
            }
            if (equals < 0 && i + 1 == arguments.length) {
                throw StartRefused.usage(name + " needs a value\n" + USAGE);
            }
            var value = equals < 0 ? arguments[++i] : argument.substring(equals + 1);
            switch (name) {
                case "--data" -> data = Path.of(value);
                case "--port" -> port = number(name, value);
                case "--s3-port" -> s3Port = number(name, value);
                default -> managementPort = number(name, value);
            }
        }
        return new Options(data.toAbsolutePath().normalize(), port, s3Port, managementPort, training, properties);
    }

    private static int number(String name, String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= PORT_MAX) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, in words.
        }
        throw StartRefused.usage(name + " is a port from 0 to " + PORT_MAX + ", not " + value + "\n" + USAGE);
    }
}
