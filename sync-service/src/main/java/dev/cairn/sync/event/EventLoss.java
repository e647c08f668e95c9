package dev.cairn.sync.event;

/** Told when events may have passed unheard, because the broker was away: nobody's position is known any more. */
public interface EventLoss {
    /** Returns quickly. */
    void onEventsLost();
}
