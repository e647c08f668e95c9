package dev.cairn.contracts.auth;

/** A name and an app password. */
public record BasicRequest(String name, String password) {
    @Override
    public String toString() {
        return "BasicRequest[" + name + "]";
    }
}
