package dev.cairn.contracts.auth;

/** A person's own change of password; ends every other session and refresh token of the account. */
public record PasswordChange(String oldPassword, String newPassword) {
    @Override
    public String toString() {
        return "PasswordChange[hidden]";
    }
}
