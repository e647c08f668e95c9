package dev.cairn.desktop.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random rule files and paths: what git ignores, these rules ignore, and nothing else, because of the same line. In ASCII: to git a letter with an
 * accent is two characters.
 */
class GitComparisonTest {
    private static final int ROUNDS = Integer.getInteger("cairn.ignore.rounds", 25);
    private static final long SEED = Long.getLong("cairn.ignore.seed", 1);
    private static final int FIELDS = 4;
    private static final String[] NAMES = {"a", "b", "ab", "a.o", "b.txt", "build", "a b", "x]", "#c", "!d", "e*", "a\\"
    };
    private static final String[] PIECES = {
        "a",
        "b",
        "ab",
        "*",
        "?",
        "**",
        "/",
        "/",
        "/**/",
        "**/",
        "/**",
        "[ab]",
        "[!a]",
        "[a-c]",
        "[^b]",
        "[[:alpha:]]",
        "[]x]",
        "[a-]",
        "[\\]]",
        "\\*",
        "\\!",
        "\\#",
        "\\ ",
        " ",
        ".o",
        "*.txt",
        "build",
        "#c",
        "!d",
        "é",
        "\\",
        "[",
        "[[:no:]]"
    };

    @TempDir
    private Path root;

    private final Random random = new Random(SEED);

    @Test
    void ignoresWhatGitIgnores() throws Exception {
        git(null, "init", "-q");
        for (int round = 0; round < ROUNDS; round++) {
            var folder = "r" + round;
            var paths = plant(folder);
            var files = new TreeMap<String, String>();
            for (var path : paths) {
                if (path.endsWith("/") && (path.equals(folder + "/") || random.nextInt(4) == 0)) {
                    files.put(path, rules());
                    Files.writeString(root.resolve(path + ".gitignore"), files.get(path));
                }
            }
            var expected = check(paths);
            for (var path : paths) {
                if (!path.equals(folder + "/")) {
                    assertThat(ours(path, files))
                            .as("seed %d: %s under %s", SEED, path, files)
                            .isEqualTo(expected.get(bare(path)));
                }
            }
        }
    }

    /** With a slash at the end git would ask the folder's own rules about it. */
    private static String bare(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private List<String> plant(String top) throws IOException {
        var paths = new ArrayList<>(List.of(top + "/"));
        Files.createDirectory(root.resolve(top));
        for (int i = 0; i < 30; i++) {
            var folders = paths.stream().filter(path -> path.endsWith("/")).toList();
            var path = folders.get(random.nextInt(folders.size())) + NAMES[random.nextInt(NAMES.length)];
            if (paths.contains(path) || paths.contains(path + "/")) {
                continue;
            }
            if (random.nextInt(3) == 0) {
                Files.createDirectory(root.resolve(path));
                paths.add(path + "/");
            } else {
                Files.createFile(root.resolve(path));
                paths.add(path);
            }
        }
        return paths;
    }

    private String rules() {
        var text = new StringBuilder();
        int lines = 1 + random.nextInt(5);
        for (int i = 0; i < lines; i++) {
            text.append(random.nextInt(5) == 0 ? "!" : "");
            int pieces = 1 + random.nextInt(4);
            for (int j = 0; j < pieces; j++) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            text.append(random.nextInt(5) == 0 ? "/" : "").append(random.nextInt(8) == 0 ? "  " : "");
            text.append(random.nextInt(10) == 0 ? "\r\n" : "\n");
        }
        return text.toString();
    }

    /** By path the file and line that ignore it. */
    private Map<String, @Nullable String> check(List<String> paths) throws Exception {
        var answer = git(
                        String.join(
                                        "\0",
                                        paths.stream()
                                                .map(GitComparisonTest::bare)
                                                .toList()) + "\0",
                        "check-ignore",
                        "--no-index",
                        "-v",
                        "-n",
                        "-z",
                        "--stdin")
                .split("\0", -1);
        var result = new TreeMap<String, @Nullable String>();
        for (int i = 0; i + FIELDS <= answer.length; i += FIELDS) {
            boolean ignored = !answer[i + 2].isEmpty() && !answer[i + 2].startsWith("!");
            result.put(answer[i + 3], ignored ? answer[i] + ":" + answer[i + 1] : null);
        }
        return result;
    }

    private static @Nullable String ours(String path, Map<String, String> files) {
        var names = path.split("/");
        var chain = RuleChain.root(null, null);
        var at = "";
        for (int i = 0; i < names.length - 1; i++) {
            at += names[i] + "/";
            var text = files.get(at);
            chain = chain.in(names[i], text == null ? null : RuleFile.parse(at + ".gitignore", text));
        }
        var ruling = chain.ruling(names[names.length - 1], path.endsWith("/"));
        return ruling == null ? null : ruling.source() + ":" + ruling.line();
    }

    private String git(@Nullable String input, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git", "-c", "core.excludesFile=", "-c", "core.ignoreCase=false"));
        command.addAll(List.of(arguments));
        var stdin = Files.writeString(root.resolveSibling(root.getFileName() + ".in"), input == null ? "" : input);
        var process = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectInput(stdin.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // 1: nothing of it is ignored.
        assertThat(process.waitFor()).isLessThanOrEqualTo(1);
        Files.delete(stdin);
        return output;
    }
}
