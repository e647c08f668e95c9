package dev.cairn.auth.account;

/** The first administrator of a new installation, for whoever starts it. */
public interface AdminBootstrap {
    /**
     * Makes sure there is an administrator who can sign in. Does nothing when there is one already, whatever its name.
     *
     * @return whether {@code name} was made an administrator, with {@code password}
     */
    boolean ensureAdministrator(String name, String password);

    /** Whether an administrator exists who can sign in. */
    boolean hasAdministrator();

    /** Throws {@code INVALID_REQUEST} for what cannot be an account's name. */
    static void checkName(String name) {
        var _ = AccountName.of(name);
    }

    /** Throws {@code INVALID_REQUEST} for what cannot be an account's password. */
    static void checkPassword(String password) {
        Passwords.check("password", password);
    }
}
