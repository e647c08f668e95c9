package dev.cairn.storage.gc;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the collector. With any values, and with any clock, nothing is lost that has a name or belongs to an upload that goes
 * on.
 *
 * @param enabled whether it runs by itself
 * @param every pause between two passes
 * @param reconcile a space is looked at after this, whether anything is known to have been released in it or not
 * @param unnamed how long bytes are kept that were stored and have no name yet; devices have so long to send a file
 * @param trash how long a pack that nobody needs is kept before it is unlinked; not at all while the disk is full
 * @param garbage a pack is compacted when at least this part of it is garbage
 * @param small packs shorter than this are put together into longer ones once they are old enough, if that makes one at least so long;
 *     not less than {@code coded-from} of the stores, so that what is old is coded and not kept in copies, and at most 8 MB, which is what
 *     is copied at a time
 * @param young how long they are left alone
 * @param share the part of the time it may work; 0.25: for a second of work it rests three
 * @param memory most bytes for the marks of one space
 * @param brake nothing is deleted while more than this part of what is kept is condemned, until an operator says so
 * @param brakeFloor so much may always be deleted
 */
@ConfigurationProperties("cairn.storage.gc")
public record GcProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("10m") Duration every,
        @DefaultValue("1d") Duration reconcile,
        @DefaultValue("8d") Duration unnamed,
        @DefaultValue("7d") Duration trash,
        @DefaultValue("0.3") double garbage,
        @DefaultValue("1MB") DataSize small,
        @DefaultValue("1d") Duration young,
        @DefaultValue("0.25") double share,
        @DefaultValue("64MB") DataSize memory,
        @DefaultValue("0.2") double brake,
        @DefaultValue("1GB") DataSize brakeFloor) {
    /** Refuses what would switch the putting together off without a word. */
    public GcProperties {
        if (small.toBytes() > Compactor.PORTION_BYTES) {
            throw new IllegalArgumentException(
                    "cairn.storage.gc.small is at most 8MB, not " + small.toBytes() + " bytes");
        }
    }

    /** What is to be said when packs that are put together may still be too short to be coded. */
    Optional<String> whatStaysInCopies(OptionalLong codedFrom) {
        return codedFrom.isPresent() && codedFrom.getAsLong() > small.toBytes()
                ? Optional.of("cairn.storage.gc.small is " + small.toBytes() + " bytes and a store codes from "
                        + codedFrom.getAsLong() + " on: packs of a length between these stay in copies")
                : Optional.empty();
    }
}
