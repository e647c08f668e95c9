package dev.cairn.web.share;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodePage;
import dev.cairn.contracts.metadata.SharedApi;
import dev.cairn.contracts.metadata.SharedNode;
import dev.cairn.contracts.metadata.SharedRequest;
import dev.cairn.contracts.metadata.Ticketed;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.archive.Archives;
import dev.cairn.web.archive.Shelf;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Public links, for whoever has one. A password is asked for once a session and then travels in no address. */
@RestController
@RequestMapping("/s/{token}")
final class PublicLinkController {
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'";
    private static final int TOKEN_LENGTH_MAX = 200;
    private static final int DEPTH_MAX = 64;

    private final SharedApi shared;
    private final Archives archives;
    private final InstantSource clock;

    PublicLinkController(SharedApi shared, Archives archives, InstantSource clock) {
        this.shared = shared;
        this.archives = archives;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<String> look(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String node,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request) {
        return answer(token, page -> {
            var password = Unlocked.in(request).password(token);
            var seen = view(token, password, node == null ? null : id(node), after);
            if (seen.needsPassword()) {
                return page(HttpStatus.OK, page.password(false));
            }
            return page(
                    HttpStatus.OK,
                    switch (seen.node()) {
                        case Node.File file -> page.file(file, seen.sharedBy());
                        case Node.Folder folder ->
                            page.folder(
                                    folder,
                                    trail(token, password, folder),
                                    seen.children() == null ? new NodePage(List.of(), null) : seen.children(),
                                    seen.sharedBy(),
                                    clock.instant());
                        case null -> throw ProblemException.notFound("This link");
                    });
        });
    }

    @PostMapping
    ResponseEntity<String> unlock(
            @PathVariable String token, @RequestParam String password, HttpServletRequest request) {
        return answer(token, page -> {
            if (view(token, password, null, null).needsPassword()) {
                return page(HttpStatus.FORBIDDEN, page.password(true));
            }
            Unlocked.in(request).remember(token, password, request);
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create("/s/" + token))
                    .build();
        });
    }

    @GetMapping("/download/{node}")
    ResponseEntity<String> download(@PathVariable String token, @PathVariable String node, HttpServletRequest request) {
        return answer(token, page -> {
            var password = Unlocked.in(request).password(token);
            try {
                var url = shared.ticket(new SharedRequest(token, password, id(node), null))
                        .url();
                if (url == null) {
                    throw new ProblemException(Problem.INTERNAL, "A file's ticket has an address");
                }
                return ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create(url))
                        .build();
            } catch (ProblemException e) {
                if (e.problem() != Problem.FORBIDDEN) {
                    throw e;
                }
                return page(HttpStatus.FORBIDDEN, page.password(false));
            }
        });
    }

    /** A shared folder, or one below it, with everything in it. Nothing is answered beside what has been sent. */
    @GetMapping("/archive/{node}")
    @Nullable
    ResponseEntity<String> archive(
            @PathVariable String token,
            @PathVariable String node,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var page = new LinkPage("/s/" + token);
        try {
            check(token);
            var password = Unlocked.in(request).password(token);
            var seen = view(token, password, id(node), null);
            if (seen.needsPassword() || seen.node() == null) {
                return page(HttpStatus.FORBIDDEN, page.password(false));
            }
            archives.send(name(seen.node()), List.of(seen.node()), new Shared(token, password), response);
            return null;
        } catch (ProblemException e) {
            if (response.isCommitted()) {
                throw e;
            }
            return page(HttpStatus.valueOf(e.problem().status()), page.problem(e));
        }
    }

    private static String name(Node node) {
        return node.name().isEmpty() ? "Files" : node.name();
    }

    /** What the bearer of a link sees. */
    private final class Shared implements Shelf {
        private final String token;
        private final @Nullable String password;

        Shared(String token, @Nullable String password) {
            this.token = token;
            this.password = password;
        }

        @Override
        public NodePage children(NodeId folder, @Nullable String after) {
            var children = view(token, password, folder, after).children();
            return children == null ? new NodePage(List.of(), null) : children;
        }

        @Override
        public Ticketed ticket(NodeId file) {
            return shared.ticket(new SharedRequest(token, password, file, null));
        }
    }

    private List<Node> trail(String token, @Nullable String password, Node.Folder folder) {
        var root = view(token, password, null, null).node();
        var trail = new ArrayList<Node>(List.of(folder));
        while (root != null && !trail.getFirst().id().equals(root.id()) && trail.size() < DEPTH_MAX) {
            var parent = view(token, password, trail.getFirst().parent(), null).node();
            if (parent == null) {
                break;
            }
            trail.addFirst(parent);
        }
        return trail;
    }

    private SharedNode view(String token, @Nullable String password, @Nullable NodeId node, @Nullable String after) {
        return shared.view(new SharedRequest(token, password, node, after));
    }

    private static NodeId id(String text) {
        try {
            return NodeId.of(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("This file");
        }
    }

    private static void check(String token) {
        if (token.length() > TOKEN_LENGTH_MAX || !token.matches("[A-Za-z0-9_-]+")) {
            throw ProblemException.notFound("This link");
        }
    }

    private static ResponseEntity<String> answer(String token, Function<LinkPage, ResponseEntity<String>> work) {
        var page = new LinkPage("/s/" + token);
        try {
            check(token);
            return work.apply(page);
        } catch (ProblemException e) {
            return page(HttpStatus.valueOf(e.problem().status()), page.problem(e));
        }
    }

    private static ResponseEntity<String> page(HttpStatus status, String html) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store")
                .body(html);
    }
}
