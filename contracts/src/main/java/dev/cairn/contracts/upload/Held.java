package dev.cairn.contracts.upload;

/**
 * What unfinished uploads of a space hold.
 *
 * @param epoch the one at which the oldest of them began; {@link Long#MAX_VALUE} when there is none
 */
public record Held(long epoch) {}
