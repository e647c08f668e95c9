package dev.cairn.storage.pack;

import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.Region;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The random name of one pack. */
public record PackId(UUID value) {
    /** The kind of blob a pack is. */
    public static final String BLOB_KIND = "pack";

    private static final int HEX_DIGITS = 16;
    private static final Pattern NAME = Pattern.compile(BLOB_KIND + "/[0-9a-f]{" + 2 * HEX_DIGITS + "}");

    /** A name that says the region, if there is one ({@link Region}); other packs have the random one as it is. */
    public static PackId in(Optional<Region> region, UUID random) {
        return new PackId(region.map(said -> said.mark(random)).orElse(random));
    }

    /** The region the pack must stay in; empty when its name says none. */
    public Optional<Region> region() {
        return Region.of(blobKey());
    }

    /** The blob that holds the pack. */
    public BlobKey blobKey() {
        var hex = HexFormat.of();
        return new BlobKey(
                BLOB_KIND,
                hex.toHexDigits(value.getMostSignificantBits()) + hex.toHexDigits(value.getLeastSignificantBits()));
    }

    /** Whether a blob has the name of a pack. */
    public static boolean isPack(BlobKey key) {
        return NAME.matcher(key.toString()).matches();
    }

    /** The pack in a blob; {@link IllegalArgumentException} if the blob is no pack. */
    public static PackId of(BlobKey key) {
        if (!isPack(key)) {
            throw new IllegalArgumentException(key + " is not the name of a pack");
        }
        return new PackId(new UUID(
                HexFormat.fromHexDigitsToLong(key.name(), 0, HEX_DIGITS),
                HexFormat.fromHexDigitsToLong(key.name(), HEX_DIGITS, 2 * HEX_DIGITS)));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
