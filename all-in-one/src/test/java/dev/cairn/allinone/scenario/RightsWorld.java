package dev.cairn.allinone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.testkit.server.Installation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A space with something in it that nobody may learn of without a right, and somebody of every standing. */
final class RightsWorld {
    /** What the space, its file and that file's content are called, and what must be in no answer to who may not know. */
    static final String SPACE = "Sesame garden";

    static final String FILE = "sesame-plan.txt";
    static final String TEXT = "open sesame seeds";

    /** Another file with the same content, whose name requests may say: an answer that repeats it tells nothing. */
    static final String KNOWN = "known.txt";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String JSON = "application/json";

    private final Installation cairn;
    private final Api admin;
    private final Map<Standing, Api> people = new EnumMap<>(Standing.class);
    private final Ids ids = new Ids(InstantSource.system(), new Random());
    final String space;
    final String slug;
    final NodeId root;
    final String file;
    final String version;
    final String content;
    final String group;
    final String groupName;
    final String other;
    final String otherName;

    /** An answer: its status, and all of it as text. */
    record Answer(int status, String text, Map<String, List<String>> headers) {
        JsonNode json() {
            return JsonMapper.shared().readTree(text);
        }

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }
    }

    /** @param suffix for names that nobody else on the installation has */
    RightsWorld(Installation cairn, String suffix) throws Exception {
        this.cairn = cairn;
        this.admin = Api.signIn(cairn.url(), Installation.ADMIN, Installation.ADMIN_PASSWORD);
        people.put(Standing.ANONYMOUS, admin.stranger());
        for (var standing : Standing.values()) {
            if (standing != Standing.ANONYMOUS) {
                people.put(standing, account(name(standing, suffix)));
            }
        }
        otherName = "other-" + suffix;
        groupName = "sesame " + suffix;
        account(otherName);
        var made = owner("POST", "/api/v1/spaces", "{\"kind\": \"TEAM\", \"name\": \"" + SPACE + "\"}");
        space = made.json().get("id").asString();
        slug = made.json().get("slug").asString();
        root = NodeId.of(made.json().get("root").asString());
        for (var standing : Standing.values()) {
            if (standing.role() != null && standing != Standing.OWNER) {
                member(name(standing, suffix), standing.role().name());
            }
        }
        var upload = upload(Standing.OWNER, FILE, TEXT);
        file = upload.header("Cairn-Node");
        version = upload.header("Cairn-Version");
        content = upload.header("Cairn-Content");
        assertThat(content).isNotEmpty();
        assertThat(upload(Standing.OWNER, KNOWN, TEXT).status()).isEqualTo(201);
        other = member(otherName, "VIEWER");
        group = admin.post("/api/v1/admin/groups", "{\"name\": \"" + groupName + "\"}")
                .json()
                .get("id")
                .asString();
        for (var standing : List.of(Standing.MANAGER, Standing.OWNER)) {
            admin.post("/api/v1/admin/groups/" + group + "/people", "{\"name\": \"" + name(standing, suffix) + "\"}");
        }
    }

    private static String name(Standing standing, String suffix) {
        return standing.name().toLowerCase(java.util.Locale.ROOT) + "-" + suffix;
    }

    private Api account(String name) throws Exception {
        var password = "a password of " + name;
        var made = admin.post(
                "/api/v1/admin/accounts",
                "{\"name\": \"%s\", \"password\": \"%s\", \"admin\": false}".formatted(name, password));
        assertThat(made.status()).isBetween(200, 299);
        return Api.signIn(cairn.url(), name, password);
    }

    URI s3() {
        return cairn.s3Url();
    }

    /** An S3 key of somebody: access key and secret. */
    Map.Entry<String, String> s3Key(Standing who) throws Exception {
        var key = send(who, "POST", "/api/v1/account/s3-keys", "{\"name\": \"matrix\"}")
                .json();
        return Map.entry(key.get("accessKey").asString(), key.get("secretKey").asString());
    }

    String token(Standing who) {
        return Objects.requireNonNull(people.get(who)).token();
    }

    URI feed() {
        var url = cairn.url();
        return URI.create("ws://" + url.getAuthority() + "/api/v1/sync");
    }

    /** The path of the space, or of something in it. */
    String at(String rest) {
        return "/api/v1/spaces/" + space + rest;
    }

    Answer send(Standing who, String method, String path) throws IOException, InterruptedException {
        return send(who, method, path, JSON, new byte[0], Map.of());
    }

    Answer send(Standing who, String method, String path, String json) throws IOException, InterruptedException {
        return send(who, method, path, JSON, json.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    Answer send(Standing who, String method, String path, String type, byte[] body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(cairn.url().resolve(path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .header("Content-Type", type);
        headers.forEach(request::header);
        var token = token(who);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return exchange(request.build());
    }

    static Answer exchange(HttpRequest request) throws IOException, InterruptedException {
        var reply = HTTP.send(request, BodyHandlers.ofString());
        return new Answer(reply.statusCode(), reply.body(), reply.headers().map());
    }

    /** Something the owner does that must succeed. */
    Answer owner(String method, String path, String json) throws IOException, InterruptedException {
        var answer = send(Standing.OWNER, method, path, json);
        assertThat(answer.status())
                .as(method + " " + path + ": " + answer.text())
                .isBetween(200, 299);
        return answer;
    }

    /** Makes somebody a member; their account. */
    String member(String name, String role) throws IOException, InterruptedException {
        return owner("POST", at("/members"), "{\"name\": \"%s\", \"role\": \"%s\"}".formatted(name, role))
                .json()
                .get("account")
                .asString();
    }

    /** A folder nobody has touched. */
    NodeId folder() throws IOException, InterruptedException {
        var node = new NodeId(ids.next());
        owner(
                "POST",
                at("/operations"),
                json(new Operation.CreateFolder(operation(), node, root, "folder " + node, Instant.now())));
        return node;
    }

    /** A folder in the trash. */
    NodeId trashed() throws IOException, InterruptedException {
        var node = folder();
        owner("POST", at("/operations"), json(new Operation.Delete(operation(), node, null, null)));
        return node;
    }

    /** The copy of a conflict nobody has settled. */
    NodeId conflict() throws IOException, InterruptedException {
        var copy = folder();
        owner(
                "POST",
                at("/operations"),
                json(new Operation.NoteConflict(operation(), copy, folder(), null, "a device", Instant.now())));
        return copy;
    }

    OperationId operation() {
        return new OperationId(ids.next());
    }

    static String json(Operation operation) {
        return JsonMapper.shared().writeValueAsString(new Operations(List.of(operation)));
    }

    /** An upload that is complete in one request. */
    Answer upload(Standing who, String name, String text) throws IOException, InterruptedException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return send(
                who,
                "POST",
                "/api/v1/uploads",
                "application/offset+octet-stream",
                bytes,
                tus("Upload-Length", Integer.toString(bytes.length), "Upload-Metadata", metadata(name)));
    }

    /** The path of an upload of somebody that lacks its bytes; of the owner where they cannot have any. */
    String unfinished(Standing who) throws IOException, InterruptedException {
        var by = who.has(dev.cairn.contracts.metadata.SpaceRole.UPLOADER) ? who : Standing.OWNER;
        var made = send(
                by,
                "POST",
                "/api/v1/uploads",
                JSON,
                new byte[0],
                tus("Upload-Length", "3", "Upload-Metadata", metadata("unfinished")));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.header("Location");
    }

    private String metadata(String name) {
        return Map.of("spaceId", space, "filename", name, "conflict", "rename").entrySet().stream()
                .map(pair -> pair.getKey() + " "
                        + Base64.getEncoder().encodeToString(pair.getValue().getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining(","));
    }

    /** Headers of tus. */
    static Map<String, String> tus(String... pairs) {
        var headers = new java.util.HashMap<>(Map.of("Tus-Resumable", "1.0.0"));
        for (int i = 0; i < pairs.length; i += 2) {
            headers.put(pairs[i], pairs[i + 1]);
        }
        return headers;
    }
}
