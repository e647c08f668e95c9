package dev.cairn.auth.secret;

import dev.cairn.contracts.auth.NewSecret;
import dev.cairn.contracts.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Checks what the owner of a secret calls it. */
final class SecretName {
    private static final int NAME_MAX = 100;

    private SecretName() {}

    static String of(NewSecret secret) {
        // Jackson leaves an absent field null, whatever the type says.
        @Nullable String name = secret.name();
        var trimmed = name == null ? "" : name.strip();
        if (trimmed.isEmpty() || trimmed.length() > NAME_MAX || trimmed.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid("name", "A name has 1 to " + NAME_MAX + " characters");
        }
        return trimmed;
    }
}
