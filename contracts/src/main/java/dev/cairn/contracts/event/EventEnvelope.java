package dev.cairn.contracts.event;

import dev.cairn.contracts.id.EventId;
import java.time.Instant;

/**
 * An event on its way.
 *
 * @param id the same at every delivery
 * @param at when the transaction ran
 */
public record EventEnvelope(EventId id, Instant at, Event event) {}
