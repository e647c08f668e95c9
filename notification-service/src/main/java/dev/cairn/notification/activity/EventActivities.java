package dev.cairn.notification.activity;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.contracts.notification.Activity;
import java.util.List;
import java.util.Locale;

/** What people are told of an event. */
final class EventActivities {
    private EventActivities() {}

    /** In the order it happened; the same list for every delivery of the event. */
    static List<Activity> of(EventEnvelope envelope) {
        return switch (envelope.event()) {
            case Event.NodesChanged changed ->
                changed.notes().stream()
                        .map(note -> new Activity(
                                envelope.at(),
                                changed.actor(),
                                changed.actorName(),
                                note.action().name().toLowerCase(Locale.ROOT),
                                note.path(),
                                note.node()))
                        .toList();
            case Event.AccessChanged access ->
                List.of(new Activity(
                        envelope.at(),
                        access.actor(),
                        access.actorName(),
                        access.role() == null ? "unshared" : "shared",
                        access.accountName(),
                        null));
            case Event.LinkCreated link ->
                List.of(new Activity(
                        envelope.at(), link.actor(), link.actorName(), "linked", link.nodeName(), link.node()));
        };
    }
}
