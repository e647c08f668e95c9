package dev.cairn.contracts.caller;

/** What an account may do on the whole installation. */
public enum Role {
    /** May manage accounts and see the state of the installation; not the files of others. */
    ADMIN
}
