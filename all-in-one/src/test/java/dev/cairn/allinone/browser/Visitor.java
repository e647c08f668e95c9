package dev.cairn.allinone.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody at a browser of their own, with one page open. Remembers what a person would not see: errors of scripts, requests to others. */
final class Visitor implements AutoCloseable {
    private static final List<String> NETWORK = List.of("Failed to load resource", "WebSocket connection to");

    private final BrowserContext context;
    private final Page page;
    private final URI server;
    private final List<String> troubles = new ArrayList<>();
    private String expected = "nowhere";

    Visitor(BrowserContext context, URI server) {
        this.context = context;
        this.server = server;
        context.onRequest(request -> {
            var url = request.url();
            if (url.startsWith("http") && !url.startsWith(server.toString()) && !url.startsWith(expected)) {
                troubles.add("a request to somebody else: " + url);
            }
        });
        context.onConsoleMessage(this::listen);
        context.onWebError(error -> troubles.add("a script failed: " + error.error()));
        this.page = context.newPage();
    }

    private void listen(ConsoleMessage message) {
        // What the network refuses is told in the page, and looked at there.
        if (message.type().equals("error") && NETWORK.stream().noneMatch(message.text()::startsWith)) {
            troubles.add("on the console: " + message.text());
        }
    }

    Page page() {
        return page;
    }

    URI server() {
        return server;
    }

    /** Will be led to another place, whose address begins like that. */
    Visitor expecting(String address) {
        expected = address;
        return this;
    }

    /** Goes to an address, and is asked to sign in. */
    SignInPage open(String path) {
        page.navigate(path);
        return new SignInPage(this);
    }

    /** Goes to an address of the app, signed in already. */
    FilesPage visit(String path) {
        page.navigate(path);
        return new FilesPage(this);
    }

    /** Goes to the address of a public link. */
    LinkPage openLink(String url) {
        page.navigate(url);
        return new LinkPage(this);
    }

    /** Answers a bare request with this browser's cookies. */
    Response get(String path) {
        return java.util.Objects.requireNonNull(page.navigate(path), "another document");
    }

    void keepPicture(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    void assertNothingWentWrong() {
        assertThat(troubles).isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
