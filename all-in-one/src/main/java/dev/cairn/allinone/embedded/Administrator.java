package dev.cairn.allinone.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first account. Name and password come from {@code CAIRN_ADMIN_USER} and {@code CAIRN_ADMIN_PASSWORD}; a password that is
 * not given is generated at the first start and kept in the file {@code administrator}, readable by its owner only.
 *
 * @param password null on a later start that has no need of it
 * @param generatedIn the file, when the password was generated
 * @param news whether no start has succeeded yet, so a person must be told
 */
record Administrator(
        String name, @Nullable String password, @Nullable Path generatedIn, boolean news) {
    private static final String FILE = "administrator";

    /** No {@code 0 O 1 l I}: people type this. 20 letters of 55 are 115 bits. */
    private static final String LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int LENGTH = 20;

    static Administrator readOrCreate(DataDirectory directory, Map<String, String> environment, SecureRandom random) {
        var file = directory.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return kept(file);
            }
            var name = environment.getOrDefault("CAIRN_ADMIN_USER", "");
            var password = environment.getOrDefault("CAIRN_ADMIN_PASSWORD", "");
            var generated = password.isEmpty();
            var administrator = new Administrator(
                    name.isBlank() ? "admin" : name,
                    generated ? generate(random) : password,
                    generated ? file : null,
                    true);
            administrator.keep(directory);
            return administrator;
        } catch (IOException e) {
            throw new StartRefused("cannot keep the administrator's password in " + file + ": " + e.getMessage(), e);
        }
    }

    private static Administrator kept(Path file) throws IOException {
        var lines = new HashMap<String, String>();
        for (var line : Files.readAllLines(file)) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                lines.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        var password = lines.get("password");
        return new Administrator(
                lines.getOrDefault("name", "admin"),
                password,
                lines.containsKey("generated") ? file : null,
                !lines.containsKey("told"));
    }

    private void keep(DataDirectory directory) throws IOException {
        var text = new StringBuilder("name: ").append(name).append('\n');
        // Until the first start succeeds a given password is kept too: auth has not made the account yet.
        if (password != null && (news || generatedIn != null)) {
            text.append("password: ").append(password).append('\n');
        }
        if (generatedIn != null) {
            text.append("generated: yes\n");
        }
        if (!news) {
            text.append("told: yes\n");
        }
        directory.writeSecret(FILE, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Remembers that a person was told, so that the next start keeps quiet. */
    void told(DataDirectory directory) {
        try {
            new Administrator(name, password, generatedIn, false).keep(directory);
        } catch (IOException e) {
            throw new StartRefused("cannot write " + directory.resolve(FILE) + ": " + e.getMessage(), e);
        }
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
        return generatedIn == null
                ? "The first sign-in: " + name + " with the password from CAIRN_ADMIN_PASSWORD"
                : "Sign in as " + name + " with the password " + password + " (shown once; kept in " + generatedIn
                        + ").";
    }

    @Override
    public String toString() {
        return "Administrator[" + name + "]";
    }
}
