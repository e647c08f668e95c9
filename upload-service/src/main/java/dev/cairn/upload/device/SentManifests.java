package dev.cairn.upload.device;

import dev.cairn.content.BundleFrame;
import dev.cairn.content.BundleReader;
import dev.cairn.content.Manifest;
import dev.cairn.contracts.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a device sends along with a commit. */
final class SentManifests {
    private SentManifests() {}

    /** The manifests a device sent; no bytes at all stand for none. */
    static List<Manifest> read(byte[] bundle) {
        var manifests = new ArrayList<Manifest>();
        if (bundle.length == 0) {
            return manifests;
        }
        var reader = BundleReader.of(bundle);
        try {
            for (var frame = reader.next(); frame != null; frame = reader.next()) {
                if (!(frame instanceof BundleFrame.ManifestFrame(Manifest manifest))) {
                    throw ProblemException.invalid("manifests", "This bundle carries manifests only");
                }
                manifests.add(manifest);
            }
            return manifests;
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("manifests", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
    }
}
