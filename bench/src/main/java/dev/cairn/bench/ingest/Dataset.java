package dev.cairn.bench.ingest;

import java.nio.file.Path;

/**
 * A folder of files to take in.
 *
 * @param name as it is shown
 * @param folder where the files are
 * @param bytes of all files
 * @param bars what Cairn should reach on it
 */
record Dataset(String name, Path folder, long bytes, Bars bars) {
    /**
     * The least ratios of Cairn's megabytes per CPU second to those of a peer.
     *
     * @param restic to restic's
     * @param borg to Borg's
     */
    record Bars(double restic, double borg) {
        double of(Peer peer) {
            return switch (peer) {
                case RESTIC -> restic;
                case BORG -> borg;
            };
        }
    }
}
