package dev.cairn.s3.payload;

/** A checksum of an object, kept and given back with it. {@code value} is base64, with {@code -N} for one of N parts. */
public record ObjectChecksum(ChecksumAlgorithm algorithm, String value) {}
