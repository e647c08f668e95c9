package dev.cairn.storage.verify;

import dev.cairn.contracts.metadata.InventoryApi;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.chunk.ContentCheck;
import dev.cairn.storage.chunk.PackCheck;
import dev.cairn.storage.crypto.KeyRing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of verification. */
@Configuration(proxyBeanMethods = false)
public class VerifyConfiguration {
    @Bean
    Verification verification(
            BlobStore blobStore, KeyRing keyRing, PackCheck packs, ContentCheck contents, InventoryApi inventory) {
        return new Verification(blobStore, keyRing, packs, contents, inventory);
    }
}
