package dev.cairn.storage.blob.nested;

import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.BlobStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The contract holds for trees of stores as for each. */
class NestedBlobStoresTest {
    abstract static class TreeContract extends BlobStoreContract {
        private final Tree tree;

        TreeContract(Tree tree) {
            this.tree = tree;
        }

        @Override
        protected BlobStore store() {
            return tree.root();
        }

        @AfterEach
        void close() {
            tree.root().close();
        }
    }

    @Nested
    class RoutedOverTiered extends TreeContract {
        RoutedOverTiered() {
            super(Tree.routedOverTiered());
        }
    }

    @Nested
    class TieredOverMirrored extends TreeContract {
        TieredOverMirrored() {
            super(Tree.tieredOverMirrored());
        }
    }

    @Nested
    class MirroredOverTiered extends TreeContract {
        MirroredOverTiered() {
            super(Tree.mirroredOverTiered());
        }
    }
}
