package dev.cairn.storage.pack;

/**
 * Where a record is.
 *
 * @param pack the pack that holds it
 * @param offset of its first byte
 * @param length bytes of the whole record
 */
public record Location(PackId pack, int offset, int length) {}
