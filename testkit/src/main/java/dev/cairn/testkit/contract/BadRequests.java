package dev.cairn.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Gives every endpoint of a service what it does not expect: path variables, parameters and bodies that are absent, of another type,
 * negative, too large, cut off or noise. Each is the client's mistake, whatever it is: none may be answered by a status of 500 or more.
 * Endpoints come from the service itself, so that a new one is in it. Not thread-safe.
 */
public final class BadRequests {
    private static final List<String> BAD_SEGMENTS = List.of(
            "x",
            "-1",
            "0",
            "%00",
            "%20",
            "%FF%FE",
            "..%2F..%2Fetc",
            "00000000-0000-0000-0000-00000000000",
            "00000000-0000-0000-0000-0000000000000",
            "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
            "z".repeat(64),
            "f".repeat(63),
            "a".repeat(3_000));
    private static final List<String> BAD_VALUES = List.of(
            "",
            "-1",
            "0",
            "1",
            "-9223372036854775808",
            "9223372036854775807",
            "9223372036854775808",
            "2147483648",
            "1e9",
            "NaN",
            "x",
            "%00",
            "null",
            "1&PARAMETER=2",
            "a".repeat(3_000));
    private static final List<String> TYPES =
            List.of("application/json", "application/octet-stream", "text/plain", "multipart/form-data", "nonsense");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final URI server;
    private final HttpClient http;
    private final BiFunction<String, String, Map<String, String>> headers;
    private final Function<String, String> valid;
    private final Random random;
    private final List<byte[]> whole = new ArrayList<>();
    private final List<String> types = new ArrayList<>(List.of("application/json", "application/octet-stream"));
    private final Map<String, Set<Integer>> answers = new TreeMap<>();

    /**
     * @param headers what lets a request with a method and a path in
     * @param valid a value for each path variable by which something is found, or could be
     * @param seed of the noise
     */
    public BadRequests(
            URI server,
            HttpClient http,
            BiFunction<String, String, Map<String, String>> headers,
            Function<String, String> valid,
            long seed) {
        this.server = server;
        this.http = http;
        this.headers = headers;
        this.valid = valid;
        this.random = new Random(seed);
    }

    /** A body that is well-formed for some endpoint; all get it whole, cut off, longer, and with flipped bits. */
    public BadRequests with(byte[] body) {
        whole.add(body.clone());
        return this;
    }

    /** All bodies are sent as this content type too. */
    public BadRequests as(String type) {
        types.add(type);
        return this;
    }

    private record Endpoint(
            String method, String pattern, List<String> variables, List<String> parameters, boolean body) {
        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    /** Sends them all; the statuses that each endpoint answered with. */
    public Map<String, Set<Integer>> sendTo(RequestMappingHandlerMapping service)
            throws IOException, InterruptedException {
        for (var endpoint : endpoints(service)) {
            var bodies = endpoint.body() ? bodies() : List.of(new byte[0], new byte[] {1, 2, 3});
            for (var body : bodies) {
                for (var type : types) {
                    send(endpoint, Map.of(), query(endpoint, Map.of()), type, body);
                }
            }
            for (var type : TYPES) {
                send(endpoint, Map.of(), query(endpoint, Map.of()), type, "{}".getBytes(StandardCharsets.US_ASCII));
            }
            for (var variable : endpoint.variables()) {
                for (var bad : BAD_SEGMENTS) {
                    send(endpoint, Map.of(variable, bad), query(endpoint, Map.of()), "application/json", new byte[0]);
                }
            }
            for (var parameter : endpoint.parameters()) {
                for (var bad : BAD_VALUES) {
                    var query = query(endpoint, Map.of(parameter, bad.replace("PARAMETER", parameter)));
                    for (var body : endpoint.body() ? List.of(new byte[0], whole.getFirst()) : List.of(new byte[0])) {
                        send(endpoint, Map.of(), query, "application/octet-stream", body);
                    }
                }
                send(endpoint, Map.of(), "", "application/octet-stream", new byte[0]);
            }
            if (endpoint.body()) {
                cutOff(endpoint);
            }
        }
        return answers;
    }

    private static List<Endpoint> endpoints(RequestMappingHandlerMapping service) {
        var endpoints = new ArrayList<Endpoint>();
        service.getHandlerMethods().forEach((info, handler) -> {
            if (handler.getBeanType().getName().startsWith("dev.cairn.")) {
                var patterns = info.getPatternValues();
                var methods = info.getMethodsCondition().getMethods();
                for (var pattern : patterns) {
                    for (var method : methods) {
                        endpoints.add(endpoint(method.name(), pattern, handler));
                    }
                }
            }
        });
        // What deletes comes last, so that the others find something.
        endpoints.sort(
                Comparator.comparing((Endpoint endpoint) -> endpoint.method().equals("DELETE"))
                        .thenComparing(Endpoint::toString));
        return endpoints;
    }

    private static Endpoint endpoint(String method, String pattern, HandlerMethod handler) {
        var variables = new ArrayList<String>();
        var parameters = new ArrayList<String>();
        boolean body = false;
        for (var parameter : handler.getMethodParameters()) {
            parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
            var name = String.valueOf(parameter.getParameterName());
            if (parameter.hasParameterAnnotation(PathVariable.class)) {
                variables.add(name);
            } else if (parameter.hasParameterAnnotation(RequestParam.class)) {
                parameters.add(name);
            }
            body |= parameter.hasParameterAnnotation(RequestBody.class);
        }
        // Those that read the stream themselves, too.
        return new Endpoint(method, pattern, variables, parameters, body || method.equals("PATCH"));
    }

    private List<byte[]> bodies() {
        var bodies = new ArrayList<byte[]>();
        for (var text : List.of(
                "",
                "{",
                "}",
                "null",
                "[]",
                "{}",
                "\"x\"",
                "1",
                "-1",
                "1e400",
                "true",
                "[null]",
                "[[]]",
                "{\"a\":",
                "{\"\":null}",
                "[\"\\u0000\"]",
                "\ufeff{}",
                "[".repeat(5_000),
                "{\"a\":".repeat(2_000),
                "[" + "1,".repeat(5_000) + "1]")) {
            bodies.add(text.getBytes(StandardCharsets.UTF_8));
        }
        for (int length : new int[] {1, 31, 32, 33, 64, 1_000, 100_000}) {
            var noise = new byte[length];
            random.nextBytes(noise);
            bodies.add(noise);
            bodies.add(new byte[length]);
            var ones = new byte[length];
            Arrays.fill(ones, (byte) -1);
            bodies.add(ones);
        }
        for (var body : whole) {
            bodies.add(body);
            for (int length : new int[] {1, body.length / 2, body.length - 1}) {
                bodies.add(Arrays.copyOf(body, Math.max(0, length)));
            }
            bodies.add(Arrays.copyOf(body, body.length + 1));
            for (int i = 0; i < 4; i++) {
                var flipped = body.clone();
                flipped[random.nextInt(Math.min(flipped.length, 200))] ^= (byte) (1 << random.nextInt(8));
                bodies.add(flipped);
            }
        }
        return bodies;
    }

    private String query(Endpoint endpoint, Map<String, String> bad) {
        var query = new LinkedHashMap<String, String>();
        endpoint.parameters().forEach(name -> query.put(name, bad.getOrDefault(name, valid.apply(name))));
        var text = new StringBuilder();
        query.forEach((name, value) ->
                text.append(text.isEmpty() ? '?' : '&').append(name).append('=').append(value));
        return text.toString();
    }

    private String path(Endpoint endpoint, Map<String, String> bad) {
        var path = endpoint.pattern();
        for (var name : endpoint.variables()) {
            path = path.replace("{" + name + "}", bad.getOrDefault(name, valid.apply(name)));
        }
        return path.replaceAll("\\{[^}]*}", "x").replace("*", "x");
    }

    private void send(Endpoint endpoint, Map<String, String> bad, String query, String type, byte[] body)
            throws IOException, InterruptedException {
        var path = path(endpoint, bad);
        var request = HttpRequest.newBuilder(server.resolve(path + query))
                .timeout(TIMEOUT)
                .header("Content-Type", type)
                .method(
                        endpoint.method(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.apply(endpoint.method(), path).forEach(request::header);
        var answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as(() -> "%s %s as %s with %s: %s"
                        .formatted(endpoint.method(), shortened(path + query), type, shown(body), answer.body()))
                .isLessThan(500);
        answers.computeIfAbsent(endpoint.toString(), _ -> new TreeSet<>()).add(answer.statusCode());
    }

    /** Announces more than it sends, and goes. */
    private void cutOff(Endpoint endpoint) throws IOException {
        var path = path(endpoint, Map.of());
        var head = new StringBuilder(endpoint.method() + " " + path + query(endpoint, Map.of()) + " HTTP/1.1\r\nHost: "
                + server.getAuthority() + "\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000\r\n");
        headers.apply(endpoint.method(), path)
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write((head + "\r\n0123456789").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    private static String shown(byte[] body) {
        return body.length + " bytes, " + shortened(new String(body, StandardCharsets.ISO_8859_1));
    }
}
