package dev.cairn.allinone.browser;

import com.microsoft.playwright.Browser;
import dev.cairn.allinone.scenario.Api;
import dev.cairn.testkit.server.RunningCairn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the tests play: one running Cairn and one Chromium for all classes, and for each test fresh people with browsers of
 * their own. What a browser shows when its test fails is kept in {@code target/browser}.
 */
final class Stage implements BeforeAllCallback, AfterEachCallback {
    private static final Path PICTURES = Path.of("target", "browser");
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private final List<Visitor> visitors = new ArrayList<>();
    private @Nullable Shared shared;

    /** Lives as long as the tests of this JVM. */
    private record Shared(Path folder, RunningCairn cairn, Chromium chromium, Api admin) implements AutoCloseable {
        static Shared open() {
            try {
                var chromium = new Chromium();
                var folder = Files.createTempDirectory("cairn-browser-");
                var cairn = RunningCairn.start(folder.resolve("data"));
                var admin = Api.signIn(cairn.url(), RunningCairn.ADMIN, RunningCairn.ADMIN_PASSWORD);
                return new Shared(folder, cairn, chromium, admin);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            chromium.close();
            cairn.close();
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Stage.class))
                .computeIfAbsent(Shared.class, _ -> Shared.open(), Shared.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var name = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
        boolean failed = context.getExecutionException().isPresent();
        var left = List.copyOf(visitors);
        visitors.clear();
        for (int i = 0; i < left.size(); i++) {
            if (failed) {
                left.get(i).keepPicture(PICTURES.resolve(name + "-" + i + ".png"));
            }
            left.get(i).close();
        }
        if (!failed) {
            left.forEach(Visitor::assertNothingWentWrong);
        }
    }

    private Shared shared() {
        return java.util.Objects.requireNonNull(shared, "a registered extension is told of the beginning");
    }

    URI url() {
        return shared().cairn().url();
    }

    /** Somebody new, with an account; the name begins with {@code like}. */
    Person person(String like) throws IOException, InterruptedException {
        return person(like, shared().admin());
    }

    /** Somebody new, with an account that {@code admin} of any server makes. */
    static Person person(String like, Api admin) throws IOException, InterruptedException {
        var name = like + PEOPLE.incrementAndGet();
        var person = new Person(name, "a password of " + name);
        var account = JsonMapper.shared()
                .createObjectNode()
                .put("name", person.name())
                .put("password", person.password())
                .put("admin", false);
        var reply = admin.post("/api/v1/admin/accounts", account.toString());
        if (reply.status() / 100 != 2) {
            throw new AssertionError("no account: " + reply);
        }
        return person;
    }

    /** A program that works in a person's name. */
    Api api(Person person) throws IOException, InterruptedException {
        return Api.signIn(url(), person.name(), person.password());
    }

    /** A fresh browser, of a size that a desktop has. */
    Visitor visitor() {
        return visitor(url(), 1280, 800);
    }

    /** A fresh browser at a server of the test's own, or in another size. */
    Visitor visitor(URI server, int width, int height) {
        var context = shared().chromium()
                .newContext(new Browser.NewContextOptions()
                        .setBaseURL(server.toString())
                        .setViewportSize(width, height)
                        .setTimezoneId("Europe/Vienna")
                        .setAcceptDownloads(true));
        var visitor = new Visitor(context, server);
        visitors.add(visitor);
        return visitor;
    }

    /** A fresh browser with a person signed in, at their files. */
    FilesPage signedIn(Person person) {
        return visitor().open("/").signIn(person);
    }
}
