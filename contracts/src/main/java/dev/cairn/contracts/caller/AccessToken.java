package dev.cairn.contracts.caller;

/** A bearer token. Its text is a secret: {@link #toString} does not show it. */
public record AccessToken(String value) {
    @Override
    public String toString() {
        return "AccessToken[hidden]";
    }
}
