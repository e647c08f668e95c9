package dev.cairn.web.share;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodePage;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.Wording;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * What strangers with a link see: a page of plain HTML that needs no script, loads at once on any phone, and shows only what the
 * link's maker meant to show (ADR 0074). Every name is escaped.
 */
final class LinkPage {
    private final String address;

    /** @param address of the link, like {@code /s/token} */
    LinkPage(String address) {
        this.address = address;
    }

    /** Asks for the password. */
    String password(boolean wrong) {
        return frame("Protected link", """
                <section class="card center">
                <span class="picture"><span class="i i-lock" aria-hidden="true"></span></span>
                <h1>This link is protected</h1>
                <p>Enter the password you got from the person who shared it.</p>
                %s<form method="post" action="%s">
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="off" maxlength="1024" required autofocus>
                <button type="submit">Open</button>
                </form>
                </section>""".formatted(
                        wrong ? "<p class=\"problem\" role=\"alert\">This is not the password. Try again.</p>\n" : "",
                        text(address)));
    }

    /** Shows a shared file. */
    String file(Node.File file, @Nullable String sharedBy) {
        return frame(file.name(), """
                <section class="card center">
                <span class="picture"><span class="i i-page" aria-hidden="true"></span></span>
                <h1>%s</h1>
                <p>%s%s</p>
                <a class="button" href="%s" download><span class="i i-download" aria-hidden="true"></span> Download</a>
                </section>""".formatted(
                        text(file.name()),
                        text(Wording.size(file.size())),
                        by(sharedBy).isEmpty() ? "" : " · shared" + by(sharedBy),
                        text(download(file.id()))));
    }

    /** Shows a shared folder, or one below it. {@code trail} leads from the shared folder to {@code folder}, both included. */
    String folder(Node.Folder folder, List<Node> trail, NodePage children, @Nullable String sharedBy, Instant now) {
        var rows = new StringBuilder();
        for (var child : children.nodes()) {
            rows.append(row(child, now));
        }
        var next = children.next();
        if (next != null) {
            rows.append("<li class=\"more\"><a href=\"")
                    .append(text(folder(folder.id()) + "&after=" + URLEncoder.encode(next, StandardCharsets.UTF_8)))
                    .append("\">Show more</a></li>\n");
        }
        var list = rows.isEmpty()
                ? "<p class=\"nothing\">This folder is empty.</p>"
                : "<ul class=\"files\">\n" + rows + "</ul>";
        return frame(trail.getFirst().name(), """
                <section class="card">
                <div class="head">
                <h1>%s</h1>
                %s</div>
                <p>%s</p>
                %s
                </section>""".formatted(
                        crumbs(trail),
                        rows.isEmpty() ? "" : downloadAll(folder.id()),
                        by(sharedBy).isEmpty() ? "" : "Shared" + by(sharedBy),
                        list));
    }

    private String downloadAll(NodeId folder) {
        return """
                <a class="button" href="%s" download><span class="i i-download" aria-hidden="true"></span> Download all</a>
                """.formatted(text(address + "/archive/" + folder));
    }

    private String crumbs(List<Node> trail) {
        var crumbs = new StringBuilder();
        for (var node : trail) {
            if (node == trail.getLast()) {
                crumbs.append(text(node.name()));
            } else {
                crumbs.append("<a href=\"")
                        .append(text(folder(node.id())))
                        .append("\">")
                        .append(text(node.name()))
                        .append("</a> <span class=\"slash\">/</span> ");
            }
        }
        return crumbs.toString();
    }

    private String row(Node node, Instant now) {
        var file = node instanceof Node.File known ? known : null;
        var target = file == null ? folder(node.id()) : download(node.id());
        var detail = file == null
                ? "Folder"
                : Wording.size(file.size()) + " · " + Wording.of(now).day(file.modified());
        return """
                <li><a href="%s"%s><span class="i i-%s" aria-hidden="true"></span><span class="name">%s</span>
                <small>%s</small>%s</a></li>
                """.formatted(
                        text(target),
                        file == null ? "" : " download",
                        file == null ? "folder" : "page",
                        text(node.name()),
                        text(detail),
                        file == null
                                ? "<span class=\"i i-chevron\" aria-hidden=\"true\"></span>"
                                : "<span class=\"i i-download\" aria-hidden=\"true\"></span>");
    }

    /** Says why there is nothing to see. */
    String problem(ProblemException exception) {
        var title =
                switch (exception.problem()) {
                    case NOT_FOUND -> "This link does not work";
                    case EXPIRED -> "This link has expired";
                    case TOO_MANY_REQUESTS -> "Too many attempts";
                    case TOO_LARGE -> "This is too much for one download";
                    default -> "This cannot be shown at the moment";
                };
        var words =
                switch (exception.problem()) {
                    case NOT_FOUND ->
                        "It was revoked, or the address is not complete. Ask the person who sent it for a new one.";
                    case EXPIRED -> "Ask the person who sent it for a new one.";
                    case TOO_MANY_REQUESTS -> "Wait a minute, then try again.";
                    case TOO_LARGE -> "Go back and download the folders in it one by one.";
                    default -> "Try again in a moment.";
                };
        return frame(title, """
                <section class="card center">
                <span class="picture"><span class="i i-%s" aria-hidden="true"></span></span>
                <h1>%s</h1>
                <p>%s</p>
                </section>""".formatted(exception.problem() == Problem.EXPIRED ? "clock" : "link", title, words));
    }

    private String folder(NodeId id) {
        return address + "?node=" + id;
    }

    private String download(NodeId id) {
        return address + "/download/" + id;
    }

    private static String by(@Nullable String sharedBy) {
        return sharedBy == null ? "" : " by " + text(sharedBy);
    }

    private static String frame(String title, String content) {
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%s – Cairn</title>
            <link rel="icon" href="/web/icon.svg">
            <link rel="stylesheet" href="/web/icons.css">
            <link rel="stylesheet" href="/web/link.css">
            </head>
            <body>
            <header><img src="/web/icon.svg" alt="" width="28" height="28"><span>Cairn</span></header>
            <main>
            %s
            </main>
            <footer>Shared with Cairn. Only people with this link can see this page.</footer>
            </body>
            </html>
            """.formatted(text(title), content);
    }

    private static String text(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
