package dev.cairn.contracts.auth;

/**
 * What a device says of itself.
 *
 * @param kind the system it runs on, such as {@code Linux}; cut to 100 characters
 * @param version of the client; cut to 100 characters
 * @param state one word of small letters and hyphens, at most 30, as {@code client status} has it
 * @param waiting files and changes that are not on both sides yet
 */
public record DeviceReport(String kind, String version, String state, long waiting) {
    /** The state when both sides are equal. */
    public static final String IN_SYNC = "in-sync";
}
