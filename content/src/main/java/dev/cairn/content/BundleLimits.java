package dev.cairn.content;

/**
 * What a {@link BundleReader} accepts.
 *
 * @param bytesMax most bytes in the whole bundle, marker and end included
 * @param framesMax most frames, the end included
 */
public record BundleLimits(long bytesMax, int framesMax) {
    /** A bundle that is one request body: 16 MiB, 65,536 frames. */
    public static final BundleLimits REQUEST = new BundleLimits(Bundle.REQUEST_BYTES_MAX, 1 << 16);

    /** A bundle streamed by a server one trusts to stop: bounded per frame, not in total. */
    public static final BundleLimits STREAM = new BundleLimits(Long.MAX_VALUE, Integer.MAX_VALUE);
}
