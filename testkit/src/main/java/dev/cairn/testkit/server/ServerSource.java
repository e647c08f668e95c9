package dev.cairn.testkit.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where the brokers and caches of tests come from: containers when a Docker engine answers, else the packages of this machine.
 * A {@code docker} command says nothing, it may be there without an engine; so the engine is asked, once and briefly.
 *
 * <p>{@code ./cairn test} runs this file by itself to say what it uses; that is why it needs nothing but the JDK.
 */
public sealed interface ServerSource {
    /** What says otherwise: {@code packages} uses no engine, even one that answers. */
    String CHOICE = "CAIRN_TEST_SERVERS";

    /** How long an engine is given to answer; on one machine it takes milliseconds. */
    Duration ANSWERS_WITHIN = Duration.ofSeconds(2);

    /** An engine answers at {@code engine}. */
    record Containers(URI engine) implements ServerSource {
        @Override
        public String toString() {
            return "containers of the Docker engine at " + engine;
        }
    }

    /** No engine answers; {@code reason} says where one was looked for. */
    record Packages(String reason) implements ServerSource {
        @Override
        public String toString() {
            return "the packages of this machine (" + reason + ")";
        }
    }

    /** What holds for this process; asked for once. */
    static ServerSource chosen() {
        return Chosen.SOURCE;
    }

    /** Looks where Docker's own clients look, at most {@code within} at each place; one that is not there costs nothing. */
    static ServerSource find(Map<String, String> environment, List<Path> sockets, Duration within) {
        if ("packages".equals(environment.get(CHOICE))) {
            return new Packages(CHOICE + " says so");
        }
        var host = environment.getOrDefault("DOCKER_HOST", "");
        boolean tls = !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isBlank();
        var places = host.isBlank()
                ? sockets.stream().map(socket -> URI.create("unix://" + socket)).toList()
                : List.of(URI.create(host));
        var reasons = new ArrayList<String>();
        for (var place : places) {
            var why = silence(place, tls, within);
            if (why.isEmpty()) {
                return new Containers(place);
            }
            reasons.add(place + " " + why);
        }
        return new Packages("no Docker engine: " + String.join(", ", reasons));
    }

    /** The sockets of the system's engine and of one without root. */
    static List<Path> usualSockets(Map<String, String> environment) {
        var sockets = new ArrayList<>(List.of(Path.of("/var/run/docker.sock")));
        var runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isBlank()) {
            sockets.add(Path.of(runtime, "docker.sock"));
        }
        sockets.add(Path.of(System.getProperty("user.home"), ".docker", "run", "docker.sock"));
        return sockets;
    }

    /** Prints what holds here, in words. */
    static void main(String[] arguments) {
        System.out.println(chosen());
    }

    /** Why nothing can be expected from there; empty when an engine answers. */
    private static String silence(URI place, boolean tls, Duration within) {
        return switch (String.valueOf(place.getScheme())) {
            case "unix" -> {
                var socket = Path.of(place.getPath());
                yield Files.exists(socket) ? silence(UnixDomainSocketAddress.of(socket), tls, within) : "is not there";
            }
            case "tcp", "http", "https" -> {
                var address = new InetSocketAddress(place.getHost(), place.getPort());
                yield address.isUnresolved() ? "is an unknown host" : silence(address, tls, within);
            }
            default -> "is not an address Testcontainers can use";
        };
    }

    private static String silence(SocketAddress address, boolean tls, Duration within) {
        // Closing the channel ends a ping that hangs.
        try (var channel = address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open()) {
            var ping = new FutureTask<>(() -> ping(channel, address));
            Thread.ofPlatform().daemon().name("docker-ping").start(ping);
            var line = ping.get(within.toMillis(), TimeUnit.MILLISECONDS);
            // One that wants TLS says so with a 400; the rest is between it and Testcontainers.
            return line.contains(" 200 ") || (tls && line.contains(" 400 ")) ? "" : "answers " + line;
        } catch (TimeoutException e) {
            return "does not answer";
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "was not waited for";
        }
    }

    private static String ping(SocketChannel channel, SocketAddress address) throws IOException {
        channel.connect(address);
        var question = "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n";
        channel.write(ByteBuffer.wrap(question.getBytes(StandardCharsets.US_ASCII)));
        var answer = ByteBuffer.allocate(256);
        while (answer.hasRemaining() && channel.read(answer) >= 0) {
            var text = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
            if (text.contains("\r\n")) {
                return text.substring(0, text.indexOf('\r'));
            }
        }
        return "nothing Docker would say";
    }

    /** Found when it is first asked for. */
    final class Chosen {
        private static final ServerSource SOURCE = find(System.getenv(), usualSockets(System.getenv()), ANSWERS_WITHIN);

        private Chosen() {}
    }
}
