package dev.cairn.storage.gc;

import dev.cairn.contracts.id.SpaceId;

/**
 * A space whose last round was not done.
 *
 * @param cause in words
 * @param failures rounds in a row
 */
public record Trouble(SpaceId space, Round.Outcome outcome, String cause, int failures) {}
