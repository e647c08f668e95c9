package dev.cairn.storage.blob.s3;

/**
 * What a server was seen to do, not what it says.
 *
 * @param conditionalPut a put that must not replace anything does not
 * @param checksums a CRC32C that does not fit the bytes is refused
 * @param ranges a range is answered with that range only
 */
record S3Features(boolean conditionalPut, boolean checksums, boolean ranges) {}
