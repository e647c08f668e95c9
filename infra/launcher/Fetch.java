import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * Run by {@code cairn} as a source file, so that a machine with a JDK and nothing else can build: fetches one file of Maven
 * Central or of the npm registry, or of the mirror this user has for it, and keeps it only if it is the file that is meant.
 *
 * <p>{@code java Fetch.java maven|npm PATH SHA512 FILE}; exit code 0 when FILE is there, else 1 and the reason on standard error.
 */
final class Fetch {
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(20);
    private static final Duration ARRIVES_WITHIN = Duration.ofMinutes(10);
    private static final long BYTES_MAX = 64L << 20;

    public static void main(String[] arguments) throws Exception {
        var home = Path.of(Objects.requireNonNullElse(System.getenv("HOME"), System.getProperty("user.home")));
        var base = switch (arguments[0]) {
            case "maven" -> mavenRepository(home);
            case "npm" -> npmRegistry(home);
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        var source = URI.create(base.replaceFirst("/+$", "") + "/" + arguments[1]);
        try {
            fetch(source, arguments[2], Path.of(arguments[3]));
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            // Exceptions of the network often have no message of their own.
            System.err.println("cairn: " + source + ": " + Objects.requireNonNullElse(e.getMessage(), e.toString()));
            System.exit(1);
        }
    }

    private static void fetch(URI source, String sha512, Path file) throws Exception {
        var bytes = bytes(source);
        var found = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
        if (!found.equals(sha512)) {
            throw new IOException("this is not the file Cairn was written with: its SHA-512 is " + found);
        }
        var unfinished = file.resolveSibling(file.getFileName() + ".unfinished-" + ProcessHandle.current().pid());
        try {
            Files.write(unfinished, bytes);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static byte[] bytes(URI source) throws IOException, InterruptedException {
        // Not closed: that would wait for what has taken too long already.
        var arriving = client(source).sendAsync(
                HttpRequest.newBuilder(source).build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), BYTES_MAX));
        try {
            var reply = arriving.get(ARRIVES_WITHIN.toSeconds(), TimeUnit.SECONDS);
            if (reply.statusCode() != 200) {
                throw new IOException("the answer is " + reply.statusCode());
            }
            return reply.body();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("not here after " + ARRIVES_WITHIN.toMinutes() + " minutes", e);
        }
    }

    /** Through the proxy of the environment, if there is one. */
    private static HttpClient client(URI source) {
        var builder = HttpClient.newBuilder()
                .connectTimeout(CONNECTS_WITHIN)
                .followRedirects(HttpClient.Redirect.NORMAL);
        setting("https_proxy")
                .or(() -> setting("HTTPS_PROXY"))
                .filter(_ -> !goesAround(source))
                .map(Fetch::proxy)
                .ifPresent(proxy -> builder.proxy(ProxySelector.of(proxy)));
        return builder.build();
    }

    /** With or without a scheme, as curl takes it. */
    private static InetSocketAddress proxy(String setting) {
        var proxy = URI.create(setting.contains("://") ? setting : "http://" + setting);
        if (proxy.getHost() == null) {
            throw new IllegalArgumentException("https_proxy does not name a host");
        }
        return new InetSocketAddress(proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort());
    }

    /** Whether {@code no_proxy} names the host, or a domain it is in. */
    private static boolean goesAround(URI source) {
        var host = "." + source.getHost();
        return setting("no_proxy").or(() -> setting("NO_PROXY")).stream()
                .flatMap(hosts -> Stream.of(hosts.split("[,\\s]+")))
                .filter(name -> !name.isEmpty())
                .anyMatch(name -> name.equals("*") || host.endsWith(name.startsWith(".") ? name : "." + name));
    }

    /** As the Maven wrapper finds it, else as Maven does. */
    private static String mavenRepository(Path home) {
        return setting("MVNW_REPOURL")
                .or(() -> mirrors(home.resolve(".m2/settings.xml")).findFirst())
                .orElse("https://repo.maven.apache.org/maven2");
    }

    private static Stream<String> mirrors(Path settings) {
        if (Files.notExists(settings)) {
            return Stream.empty();
        }
        try {
            var mirrors = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(settings.toFile())
                    .getElementsByTagName("mirror");
            return Stream.iterate(0, i -> i < mirrors.getLength(), i -> i + 1)
                    .map(i -> (Element) mirrors.item(i))
                    .filter(mirror -> isOfCentral(text(mirror, "mirrorOf")))
                    .map(mirror -> text(mirror, "url"));
        } catch (Exception e) {
            throw new IllegalStateException(settings + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isOfCentral(String repositories) {
        var names = List.of(repositories.split("\\s*,\\s*"));
        return !names.contains("!central")
                && Stream.of("*", "external:*", "central").anyMatch(names::contains);
    }

    private static String text(Element parent, String name) {
        var found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    /** As npm finds it. */
    private static String npmRegistry(Path home) {
        return setting("npm_config_registry")
                .or(() -> setting("NPM_CONFIG_REGISTRY"))
                .or(() -> registry(home.resolve(".npmrc")))
                .orElse("https://registry.npmjs.org");
    }

    private static Optional<String> registry(Path settings) {
        if (Files.notExists(settings)) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(settings).stream()
                    .map(line -> line.split("=", 2))
                    .filter(words -> words.length == 2 && words[0].strip().equals("registry"))
                    .map(words -> words[1].strip())
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
