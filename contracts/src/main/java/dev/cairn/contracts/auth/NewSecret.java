package dev.cairn.contracts.auth;

/** A secret to be made: an app password or an S3 key. {@code name} is for its owner, 1 to 100 characters. */
public record NewSecret(String name) {}
