package dev.cairn.storage;

import dev.cairn.storage.crypto.KeyServiceSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the storage service.
 *
 * @param dataDirectory holds {@code blobs/} and, unless it is elsewhere, {@code root.key}; one process at a time; null: the folder
 *     {@code storage} in {@code cairn.data}
 * @param freeSpaceMin uploads are refused while less than this is free on that disk, at most an eighth of it
 * @param directIo whether long blobs may be written around the system's page cache, where the disk can (ADR 0101)
 * @param rootKey the root key, 64 hexadecimal digits, when it is not in a file
 * @param rootKeyFile where the root key is; null: {@code root.key} in the data directory
 * @param nextRootKey the one that shall take the place of {@code rootKey}, for {@code ./cairn storage rotate-root-key}
 * @param keyStore a PKCS #12 key store that holds the root key, instead of a file of its own
 * @param keyStorePasswordFile the first line of this file is its password
 * @param kms a key service that wraps the root key; null: none
 * @param memory for all bodies together that other services send at a time; at least the 16 MiB of the largest; null: a quarter of
 *     the heap, at most 256 MiB
 * @param memoryWait how long such a request waits for its share before it is told to come back
 * @param topology the stores that blobs go to; none named: one folder {@code blobs} in the data directory
 */
@ConfigurationProperties("cairn.storage")
public record StorageProperties(
        @Nullable Path dataDirectory,
        @DefaultValue("64MB") DataSize freeSpaceMin,
        @DefaultValue("true") boolean directIo,
        @Nullable String rootKey,
        @Nullable Path rootKeyFile,
        @Nullable String nextRootKey,
        @Nullable Path keyStore,
        @Nullable Path keyStorePasswordFile,
        @Nullable Kms kms,
        @Nullable DataSize memory,
        @DefaultValue("10s") Duration memoryWait,
        @DefaultValue Stores topology) {
    /**
     * HashiCorp Vault or OpenBao with a transit engine.
     *
     * @param address scheme, host and port
     * @param mount where the engine is
     * @param key the name of its key
     * @param tokenFile its first line is the token
     * @param namespace null: none
     * @param timeout for one call
     */
    public record Kms(
            @Nullable URI address,
            @DefaultValue("transit") String mount,
            @Nullable String key,
            @Nullable Path tokenFile,
            @Nullable String namespace,
            @DefaultValue("10s") Duration timeout) {
        KeyServiceSettings settings() {
            if (address == null || key == null || tokenFile == null) {
                throw new IllegalArgumentException("cairn.storage.kms needs an address, a key and a token-file");
            }
            return new KeyServiceSettings(address, mount, key, tokenFile, namespace, timeout);
        }
    }

    /**
     * The tree of stores, see {@code docs/storage.md}.
     *
     * @param root the store that is asked first
     * @param stores the settings of each store by its name
     */
    public record Stores(
            @DefaultValue("main") String root, @DefaultValue Map<String, Map<String, String>> stores) {
        /** Without the settings: some are secrets. */
        @Override
        public String toString() {
            return "Stores[root=" + root + ", stores=" + stores.keySet() + "]";
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "StorageProperties[dataDirectory=" + dataDirectory + ", freeSpaceMin=" + freeSpaceMin + "]";
    }
}
