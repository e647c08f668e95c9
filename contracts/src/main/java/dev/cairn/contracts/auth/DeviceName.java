package dev.cairn.contracts.auth;

/** What its owner calls a device; cut to 100 characters, without control characters. */
public record DeviceName(String name) {}
