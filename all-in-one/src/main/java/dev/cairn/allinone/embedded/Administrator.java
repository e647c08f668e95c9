package dev.cairn.allinone.embedded;

import dev.cairn.auth.account.AdminBootstrap;
import dev.cairn.contracts.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first account. Name and password come from {@code CAIRN_ADMIN_USER} and {@code CAIRN_ADMIN_PASSWORD}; a password that is
 * not given is generated and kept in the file {@code administrator}, readable by its owner only.
 *
 * @param generatedIn the file, when the password was generated
 */
record Administrator(String name, String password, @Nullable Path generatedIn) {
    private static final Logger LOG = LoggerFactory.getLogger(Administrator.class);
    private static final String USER = "CAIRN_ADMIN_USER";
    private static final String PASSWORD = "CAIRN_ADMIN_PASSWORD";
    private static final String FILE = "administrator";

    /** No {@code 0 O 1 l I}: people type this. 20 letters of 56 are 116 bits. */
    private static final String LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int LENGTH = 20;

    /** Refuses a name or a password no account can have. */
    static void check(Map<String, String> environment) {
        flaw(environment).ifPresent(flaw -> {
            throw StartRefused.usage(flaw);
        });
    }

    private static Optional<String> flaw(Map<String, String> environment) {
        var name = environment.getOrDefault(USER, "");
        var password = environment.getOrDefault(PASSWORD, "");
        try {
            if (!name.isBlank()) {
                AdminBootstrap.checkName(name);
            }
        } catch (ProblemException e) {
            return Optional.of(USER + " cannot be used: " + e.detail());
        }
        try {
            if (!password.isEmpty()) {
                AdminBootstrap.checkPassword(password);
            }
        } catch (ProblemException e) {
            return Optional.of(PASSWORD + " cannot be used: " + e.detail());
        }
        return Optional.empty();
    }

    /**
     * Makes the first administrator when there is none; returns what a person needs to know to sign in then. When there is one, the
     * environment counts for nothing, and what could not be used is only told to the log.
     */
    static Optional<String> ensure(
            AdminBootstrap accounts, DataDirectory directory, Map<String, String> environment, SecureRandom random) {
        if (accounts.hasAdministrator()) {
            flaw(environment).ifPresent(flaw -> LOG.warn("{}. It is not needed: there is an administrator", flaw));
            return Optional.empty();
        }
        check(environment);
        var administrator = readOrCreate(directory, environment, random);
        return accounts.ensureAdministrator(administrator.name, administrator.password)
                ? Optional.of(administrator.welcome())
                : Optional.empty();
    }

    /** A generated password is on disk before anybody uses it. */
    static Administrator readOrCreate(DataDirectory directory, Map<String, String> environment, SecureRandom random) {
        var file = directory.resolve(FILE);
        try {
            var given = environment.getOrDefault(USER, "");
            var name = given.isBlank() ? "admin" : given;
            var password = environment.getOrDefault(PASSWORD, "");
            if (!password.isEmpty()) {
                return new Administrator(name, password, null);
            }
            var kept = read(file);
            if (kept.containsKey("name") && kept.containsKey("password")) {
                return new Administrator(kept.get("name"), kept.get("password"), file);
            }
            var generated = new Administrator(name, generate(random), file);
            var text = "name: " + name + "\npassword: " + generated.password + "\n";
            directory.writeSecret(FILE, text.getBytes(StandardCharsets.UTF_8));
            return generated;
        } catch (IOException e) {
            throw new StartRefused("cannot keep the administrator's password in " + file + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        var lines = new HashMap<String, String>();
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                int colon = line.indexOf(": ");
                if (colon > 0) {
                    lines.put(line.substring(0, colon), line.substring(colon + 2));
                }
            }
        }
        return lines;
    }

    private static String generate(SecureRandom random) {
        var password = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    /** What a person needs to know to sign in the first time. */
    String welcome() {
        var with = generatedIn == null
                ? "from CAIRN_ADMIN_PASSWORD"
                : password + " (shown once, kept in " + generatedIn + ")";
        return "The first sign-in: " + name + " with the password " + with;
    }

    @Override
    public String toString() {
        return "Administrator[" + name + "]";
    }
}
