package dev.cairn.allinone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testkit.server.Installation;
import dev.cairn.testkit.server.RunningCairn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The scenario against everything in one process. */
final class AllInOneScenarioIT extends ScenarioContract {
    @SuppressWarnings("NullAway.Init")
    private static RunningCairn cairn;

    @BeforeAll
    static void start(@TempDir Path folder) {
        cairn = RunningCairn.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        cairn.close();
    }

    /**
     * Everybody tries everything over every protocol. The operations of the API are those its description lists: one without an
     * expectation fails. Nobody who may not look is told a name or a byte, whatever the status says.
     */
    @Test
    void everybodyMayDoWhatTheirRoleSaysOverEveryProtocol() throws Exception {
        var world = new RightsWorld(cairn, "matrix");
        var rest = new RestRights(world).cases();
        var wrong = new ArrayList<String>();
        rest.forEach((name, expected) -> check(name, expected, 401, wrong));
        new S3Rights(world).cases().forEach((name, expected) -> check(name, expected, 403, wrong));
        new FeedRights(world).cases().forEach((name, expected) -> check(name, expected, 401, wrong));
        assertThat(wrong).isEmpty();
        assertThat(rest.keySet()).as("operations of openapi.json").containsExactlyInAnyOrderElementsOf(described());
        assertThat(world.send(Standing.OWNER, "GET", world.at("/path?path=" + RightsWorld.FILE))
                        .json()
                        .get("node")
                        .get("content")
                        .asString())
                .as("what was there before anybody added something under its name")
                .isEqualTo(world.content);
    }

    private static List<String> described() throws Exception {
        var paths = JsonMapper.shared()
                .readTree(Api.signIn(cairn.url(), Installation.ADMIN, Installation.ADMIN_PASSWORD)
                        .stranger()
                        .download("/api/v1/openapi.json")
                        .body())
                .get("paths");
        var operations = new ArrayList<String>();
        paths.properties().forEach(path -> path.getValue()
                .propertyNames()
                .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    private static void check(String name, RightsCase expected, int signIn, List<String> wrong) {
        for (var who : Standing.values()) {
            RightsWorld.Answer answer;
            try {
                answer = expected.request().as(who);
            } catch (Exception e) {
                throw new AssertionError(name + " as " + who, e);
            }
            if (!expected.expected(who, signIn).contains(answer.status())) {
                wrong.add(name + " as " + who + ": " + answer.status() + ", not " + expected.expected(who, signIn)
                        + ": " + answer.text());
            }
            var all = answer.text() + answer.headers();
            for (var secret : List.of(RightsWorld.SPACE, RightsWorld.FILE, RightsWorld.TEXT)) {
                boolean known = who.sees() || (who.role() != null && secret.equals(RightsWorld.SPACE));
                if (!known && all.contains(secret)) {
                    wrong.add(name + " tells " + who + " of \"" + secret + "\": " + all);
                }
            }
        }
    }

    @Override
    Installation cairn() {
        return cairn;
    }
}
