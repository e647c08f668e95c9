package dev.cairn.allinone.scenario;

import static dev.cairn.allinone.scenario.RightsCase.administrator;
import static dev.cairn.allinone.scenario.RightsCase.member;
import static dev.cairn.allinone.scenario.RightsCase.open;
import static dev.cairn.allinone.scenario.RightsCase.own;
import static dev.cairn.allinone.scenario.RightsCase.role;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.SpaceRole;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What every operation of the public API needs, by method and path as openapi.json has them. */
final class RestRights {
    private static final String BYTES = "application/octet-stream";
    private static final byte[] CHUNK = new byte[32];

    private final RightsWorld world;
    private final Map<String, RightsCase> cases = new LinkedHashMap<>();

    RestRights(RightsWorld world) {
        this.world = world;
    }

    Map<String, RightsCase> cases() {
        spaces();
        members();
        nodes();
        conflicts();
        history();
        links();
        remarks();
        policies();
        bytes();
        uploads();
        people();
        return cases;
    }

    private RightsCase.Request call(String method, String rest) {
        return who -> world.send(who, method, world.at(rest));
    }

    private RightsCase.Request call(String method, String rest, String json) {
        return who -> world.send(who, method, world.at(rest), json);
    }

    private void spaces() {
        cases.put("GET /api/v1/spaces", own(who -> world.send(who, "GET", "/api/v1/spaces")));
        cases.put(
                "POST /api/v1/spaces",
                own(who -> world.send(who, "POST", "/api/v1/spaces", "{\"kind\": \"TEAM\", \"name\": \"own\"}")));
        cases.put("GET /api/v1/spaces/{key}", member(who -> world.send(who, "GET", "/api/v1/spaces/" + world.slug)));
        cases.put(
                "DELETE /api/v1/spaces/{space}",
                role(SpaceRole.OWNER, call("DELETE", "")).done(409));
        cases.put("PUT /api/v1/spaces/{space}/quota", administrator(call("PUT", "/quota", "{\"bytes\": 1}")));
        cases.put("POST /api/v1/spaces/{space}/ticket", role(SpaceRole.VIEWER, call("POST", "/ticket")));
        for (var read : List.of("activity", "changes", "delta", "conflicts", "grants", "keys", "links", "members")) {
            cases.put("GET /api/v1/spaces/{space}/" + read, role(SpaceRole.VIEWER, call("GET", "/" + read)));
        }
        cases.put("GET /api/v1/search", own(who -> world.send(who, "GET", "/api/v1/search?q=sesame")));
    }

    private void members() {
        var reader = "{\"name\": \"%s\", \"role\": \"VIEWER\"}";
        cases.put(
                "POST /api/v1/spaces/{space}/members",
                role(
                        SpaceRole.MANAGER,
                        who -> world.send(who, "POST", world.at("/members"), reader.formatted(world.otherName))));
        cases.put("DELETE /api/v1/spaces/{space}/members/{account}", role(SpaceRole.MANAGER, who -> {
            world.member(world.otherName, "VIEWER");
            return world.send(who, "DELETE", world.at("/members/" + world.other));
        }));
        cases.put(
                "POST /api/v1/spaces/{space}/groups",
                role(
                        SpaceRole.MANAGER,
                        who -> world.send(who, "POST", world.at("/groups"), reader.formatted(world.groupName))));
        cases.put("DELETE /api/v1/spaces/{space}/groups/{group}", role(SpaceRole.MANAGER, who -> {
            world.owner("POST", world.at("/groups"), reader.formatted(world.groupName));
            return world.send(who, "DELETE", world.at("/groups/" + world.group));
        }));
        cases.put(
                "GET /api/v1/spaces/{space}/nodes/{node}/access",
                role(SpaceRole.VIEWER, call("GET", "/nodes/" + world.file + "/access")));
    }

    private void conflicts() {
        cases.put(
                "GET /api/v1/spaces/{space}/conflicts/{copy}",
                role(SpaceRole.VIEWER, who -> world.send(who, "GET", world.at("/conflicts/" + world.conflict()))));
        cases.put(
                "POST /api/v1/spaces/{space}/conflicts/{copy}/settle",
                role(
                        SpaceRole.EDITOR,
                        who -> world.send(
                                who,
                                "POST",
                                world.at("/conflicts/" + world.conflict() + "/settle"),
                                "{\"keep\": \"BOTH\"}")));
    }

    private void nodes() {
        var node = "/nodes/" + world.file;
        cases.put("GET /api/v1/spaces/{space}/nodes/{node}", role(SpaceRole.VIEWER, call("GET", node)));
        cases.put(
                "GET /api/v1/spaces/{space}/nodes/{node}/children",
                role(SpaceRole.VIEWER, call("GET", "/nodes/" + world.root + "/children")));
        cases.put(
                "GET /api/v1/spaces/{space}/path",
                role(SpaceRole.VIEWER, call("GET", "/path?path=" + RightsWorld.KNOWN)));
        cases.put(
                "POST /api/v1/spaces/{space}/nodes/{node}/ticket",
                role(SpaceRole.VIEWER, call("POST", node + "/ticket")));
        cases.put("POST /api/v1/spaces/{space}/operations", role(SpaceRole.EDITOR, who -> {
            var touch = new Operation.Touch(world.operation(), world.folder(), Instant.EPOCH, false);
            return world.send(who, "POST", world.at("/operations"), RightsWorld.json(touch));
        }));
    }

    private void history() {
        var node = "/nodes/" + world.file + "/versions";
        var version = node + "/" + world.version;
        cases.put("GET /api/v1/spaces/{space}/nodes/{node}/versions", role(SpaceRole.VIEWER, call("GET", node)));
        cases.put(
                "PUT /api/v1/spaces/{space}/nodes/{node}/versions/{version}/name",
                role(SpaceRole.EDITOR, call("PUT", version + "/name", "{\"name\": \"first\"}")));
        cases.put(
                "POST /api/v1/spaces/{space}/nodes/{node}/versions/{version}/restore",
                role(SpaceRole.EDITOR, call("POST", version + "/restore")));
        cases.put("GET /api/v1/spaces/{space}/trash", role(SpaceRole.VIEWER, call("GET", "/trash")));
        cases.put(
                "DELETE /api/v1/spaces/{space}/trash/{node}",
                role(SpaceRole.MANAGER, who -> world.send(who, "DELETE", world.at("/trash/" + world.trashed()))));
        cases.put(
                "POST /api/v1/spaces/{space}/trash/{node}/restore",
                role(
                        SpaceRole.EDITOR,
                        who -> world.send(who, "POST", world.at("/trash/" + world.trashed() + "/restore"))));
    }

    private void links() {
        var wanted = "{\"node\": \"" + world.file + "\"}";
        cases.put("POST /api/v1/spaces/{space}/links", role(SpaceRole.EDITOR, call("POST", "/links", wanted)));
        cases.put("DELETE /api/v1/spaces/{space}/links/{link}", role(SpaceRole.EDITOR, who -> {
            var link = world.owner("POST", world.at("/links"), wanted).json().get("id");
            return world.send(who, "DELETE", world.at("/links/" + link.asString()));
        }));
        var guess = "{\"token\": \"" + "A".repeat(43) + "\"}";
        for (var shared : List.of("ticket", "view")) {
            var path = "/api/v1/shared/" + shared;
            cases.put(
                    "POST " + path,
                    open(who -> world.send(who, "POST", path, guess)).done(404));
        }
    }

    private void remarks() {
        var comments = "/nodes/" + world.file + "/comments";
        var path = "/api/v1/spaces/{space}/nodes/{node}";
        var text = "{\"text\": \"as agreed\"}";
        cases.put("GET " + path + "/comments", role(SpaceRole.VIEWER, call("GET", comments)));
        cases.put("POST " + path + "/comments", role(SpaceRole.COMMENTER, call("POST", comments, text)));
        cases.put("DELETE " + path + "/comments/{comment}", role(SpaceRole.MANAGER, who -> {
            var comment = world.owner("POST", world.at(comments), text).json().get("id");
            return world.send(who, "DELETE", world.at(comments + "/" + comment.asString()));
        }));
        for (var method : List.of("PUT", "DELETE")) {
            cases.put(
                    method + " " + path + "/favourite",
                    role(SpaceRole.VIEWER, call(method, "/nodes/" + world.file + "/favourite")));
        }
        cases.put("GET /api/v1/favourites", own(who -> world.send(who, "GET", "/api/v1/favourites")));
    }

    private void policies() {
        var keep = "{\"thinning\": false}";
        cases.put("GET /api/v1/spaces/{space}/policy", role(SpaceRole.VIEWER, call("GET", "/policy")));
        cases.put("PUT /api/v1/spaces/{space}/policy", role(SpaceRole.MANAGER, call("PUT", "/policy", keep)));
        cases.put("DELETE /api/v1/spaces/{space}/policy", role(SpaceRole.MANAGER, call("DELETE", "/policy")));
        cases.put("GET /api/v1/spaces/{space}/lifecycle", role(SpaceRole.VIEWER, call("GET", "/lifecycle")));
        cases.put(
                "PUT /api/v1/spaces/{space}/lifecycle",
                role(SpaceRole.MANAGER, call("PUT", "/lifecycle", "{\"rules\": []}")));
        cases.put("GET /api/v1/policy", administrator(who -> world.send(who, "GET", "/api/v1/policy")));
        cases.put("PUT /api/v1/policy", administrator(who -> world.send(who, "PUT", "/api/v1/policy", keep)));
    }

    /** Chunks are named by their hash: who may not read must not learn by any of these which of them are there. */
    private void bytes() {
        for (var path : List.of("chunks", "chunks/missing", "chunks/patches", "chunks/sums")) {
            cases.put(
                    "POST /api/v1/spaces/{space}/" + path,
                    role(SpaceRole.EDITOR, who -> world.send(who, "POST", world.at("/" + path), BYTES, CHUNK, Map.of()))
                            .done(200, 400));
        }
        cases.put("POST /api/v1/spaces/{space}/commit", role(SpaceRole.EDITOR, who -> {
            var put = new Operation.PutPath(
                    world.operation(),
                    "by its hash " + UUID.randomUUID(),
                    ContentId.parse(world.content),
                    RightsWorld.TEXT.length(),
                    Instant.EPOCH,
                    false,
                    null);
            var operation = RightsWorld.json(put);
            return world.send(who, "POST", world.at("/commit"), "{\"manifests\": \"\", " + operation.substring(1));
        }));
        cases.put(
                "POST /api/v1/spaces/{space}/fetch",
                role(
                                SpaceRole.VIEWER,
                                who -> world.send(
                                        who,
                                        "POST",
                                        world.at("/fetch"),
                                        "application/json",
                                        ("{\"contents\": [\"" + world.content + "\"], \"chunks\": []}")
                                                .getBytes(StandardCharsets.UTF_8),
                                        Map.of("Cairn-Ticket", ticket(who))))
                        .byTicket());
        cases.put(
                "POST /api/v1/spaces/{space}/fetch/patches",
                role(
                                SpaceRole.VIEWER,
                                who -> world.send(
                                        who,
                                        "POST",
                                        world.at("/fetch/patches"),
                                        BYTES,
                                        new byte[64],
                                        Map.of("Cairn-Ticket", ticket(who))))
                        .byTicket()
                        .done(200, 400));
        for (var method : List.of("GET", "HEAD")) {
            cases.put(
                    method + " /api/v1/content/{ticket}",
                    open(who -> world.send(who, method, "/api/v1/content/guess")));
        }
    }

    private String ticket(Standing who) throws Exception {
        var answer = world.send(who, "POST", world.at("/ticket"));
        return answer.status() == 200 ? answer.json().get("ticket").asString() : "none";
    }

    private void uploads() {
        cases.put(
                "POST /api/v1/uploads",
                role(SpaceRole.UPLOADER, who -> world.upload(who, RightsWorld.FILE, "what somebody adds")));
        for (var path : List.of("", "/{id}")) {
            cases.put(
                    "OPTIONS /api/v1/uploads" + path,
                    open(who -> world.send(who, "OPTIONS", "/api/v1/uploads" + path.replace("{id}", "1")))
                            .done(204));
        }
        ofUpload("HEAD", new byte[0], Map.of());
        ofUpload("PATCH", "abc".getBytes(StandardCharsets.US_ASCII), Map.of("Upload-Offset", "0"));
        ofUpload("POST", new byte[0], Map.of("X-HTTP-Method-Override", "HEAD"));
        ofUpload("DELETE", new byte[0], Map.of());
    }

    /** On an upload of one's own, or, where somebody can have none, of the owner's: that does not exist for them. */
    private void ofUpload(String method, byte[] body, Map<String, String> headers) {
        cases.put(
                method + " /api/v1/uploads/{id}",
                role(SpaceRole.UPLOADER, who -> {
                            var all = new java.util.HashMap<>(headers);
                            all.put("Tus-Resumable", "1.0.0");
                            return world.send(
                                    who, method, world.unfinished(who), "application/offset+octet-stream", body, all);
                        })
                        .refused(Set.of(404), 404));
    }

    private void people() {
        var nobody = UUID.randomUUID();
        for (var own : List.of(
                "GET /api/v1/account",
                "GET /api/v1/account/app-passwords",
                "POST /api/v1/account/app-passwords",
                "DELETE /api/v1/account/app-passwords/{id}",
                "PUT /api/v1/account/device",
                "GET /api/v1/account/devices",
                "DELETE /api/v1/account/devices/{device}",
                "PUT /api/v1/account/devices/{device}/name",
                "POST /api/v1/account/devices/{device}/wipe",
                "PUT /api/v1/account/password",
                "GET /api/v1/account/s3-keys",
                "POST /api/v1/account/s3-keys",
                "DELETE /api/v1/account/s3-keys/{accessKey}")) {
            cases.put(own, own(anything(own, nobody)));
        }
        for (var admin : List.of(
                "GET /api/v1/admin/accounts",
                "POST /api/v1/admin/accounts",
                "GET /api/v1/admin/accounts/{name}",
                "PATCH /api/v1/admin/accounts/{name}",
                "GET /api/v1/admin/accounts/{name}/devices",
                "POST /api/v1/admin/accounts/{name}/devices/{device}/wipe",
                "GET /api/v1/admin/groups",
                "POST /api/v1/admin/groups",
                "DELETE /api/v1/admin/groups/{group}",
                "GET /api/v1/admin/groups/{group}/people",
                "POST /api/v1/admin/groups/{group}/people",
                "DELETE /api/v1/admin/groups/{group}/people/{account}",
                "GET /api/v1/admin/search",
                "POST /api/v1/admin/search/rebuild",
                "GET /api/v1/admin/storage/jobs",
                "POST /api/v1/admin/storage/jobs",
                "GET /api/v1/admin/storage/jobs/{id}",
                "DELETE /api/v1/admin/storage/jobs/{id}",
                "GET /api/v1/admin/storage/spaces/{space}/residency",
                "PUT /api/v1/admin/storage/spaces/{space}/residency",
                "GET /api/v1/admin/storage/status")) {
            cases.put(admin, administrator(anything(admin, nobody)));
        }
    }

    /** A request of the operation about something that does not exist. */
    private RightsCase.Request anything(String operation, UUID id) {
        int blank = operation.indexOf(' ');
        var method = operation.substring(0, blank);
        var path = operation.substring(blank + 1).replaceAll("\\{[a-zA-Z]+}", id.toString());
        return who -> method.equals("GET") || method.equals("DELETE")
                ? world.send(who, method, path)
                : world.send(
                        who,
                        method,
                        path,
                        "{\"name\": \"matrix\", \"kind\": \"VERIFY\", \"regions\": [], \"unsentToo\": false}");
    }
}
