package dev.cairn.storage.crypto;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.job.Progress;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The opened keys of spaces, made on first use. A wrapped key is in the database and, because losing it would lose every byte
 * of its space, also as a blob beside the packs ({@link KeyBlobs}); both before its first use. A key that was destroyed is never
 * made again.
 */
public final class KeyRing {
    private static final int FIRST_GENERATION = 1;
    private static final int GENERATIONS_MAX = 0xFFFF;
    private static final int OPENED_MAX = 4096;
    private static final int PAGE = 1000;

    private final RootKeySource source;
    private final KeyStore store;
    private final KeyBlobs blobs;
    private final SecureRandom random;
    private volatile RootKeys roots;

    /** Held for reading while a key is made or kept, for writing while one is destroyed or a root key takes another's place. */
    private final ReentrantReadWriteLock exchange = new ReentrantReadWriteLock();

    private final Map<SpaceId, DomainKeys> opened = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SpaceId, DomainKeys> eldest) {
            return size() > OPENED_MAX;
        }
    };

    private KeyRing(RootKeySource source, RootKeys roots, KeyStore store, KeyBlobs blobs, SecureRandom random) {
        this.source = source;
        this.roots = roots;
        this.store = store;
        this.blobs = blobs;
        this.random = random;
    }

    /**
     * Opens the root key; makes one if nothing was ever stored. {@link IllegalStateException} if there are wrapped keys but the
     * root key is missing, not readable by its owner alone, or another one.
     */
    static KeyRing open(RootKeySource source, KeyStore store, BlobStore blobStore, SecureRandom random)
            throws IOException {
        var blobs = new KeyBlobs(blobStore);
        boolean unused = !store.hasAny() && blobs.page("", 1).isEmpty();
        var current = unused && !source.exists() ? source.create(random) : source.current();
        var roots = new RootKeys(current, source.next().orElse(null));
        check(roots, blobs);
        // A crash may have come between forgetting a key and deleting its blobs.
        store.destroyed().forEach(blobs::delete);
        return new KeyRing(source, roots, store, blobs, random);
    }

    /**
     * The wrong root key is found at the start, not by the first reader. A damaged blob among the keys proves nothing, and one that an
     * old root key wraps may be left of an exchange that a crash cut off after its last step.
     */
    private static void check(RootKeys roots, KeyBlobs blobs) {
        var keys = blobs.page("", PAGE).stream()
                .flatMap(name -> blobs.read(name).stream())
                .toList();
        if (!keys.isEmpty() && keys.stream().noneMatch(key -> roots.opening(key).isPresent())) {
            roots.unwrap(keys.getFirst());
        }
    }

    /** The space's keys; a space that has none gets its first, durable on return. NOT_FOUND when its key was destroyed. */
    public DomainKeys keys(SpaceId space) {
        synchronized (opened) {
            var known = opened.get(space);
            if (known != null) {
                return known;
            }
        }
        exchange.readLock().lock();
        try {
            var wrapped = store.find(space);
            if (wrapped.isEmpty()) {
                existingOrNew(space).forEach(store::add);
                // Another process may have been first: what the store kept is the key.
                wrapped = store.find(space);
            }
            if (wrapped.isEmpty()) {
                throw ProblemException.notFound("The key of the space");
            }
            wrapped.forEach(blobs::put);
            return remember(open(space, wrapped));
        } finally {
            exchange.readLock().unlock();
        }
    }

    private DomainKeys remember(DomainKeys keys) {
        synchronized (opened) {
            opened.put(keys.space(), keys);
        }
        return keys;
    }

    /** The space's keys, if it has any; makes none. */
    public Optional<DomainKeys> existing(SpaceId space) {
        synchronized (opened) {
            var known = opened.get(space);
            if (known != null) {
                return Optional.of(known);
            }
        }
        boolean none = store.find(space).isEmpty()
                && (blobs.of(space).isEmpty() || store.destroyed().contains(space));
        return none ? Optional.empty() : Optional.of(keys(space));
    }

    /** A key that survived a lost database must not be replaced: what was sealed under it would be unreadable. */
    private List<WrappedKey> existingOrNew(SpaceId space) {
        var survived = blobs.of(space).stream()
                .flatMap(name -> blobs.read(name).stream())
                .filter(key -> roots.opening(key).isPresent())
                .toList();
        return survived.isEmpty() ? List.of(create(space, FIRST_GENERATION)) : survived;
    }

    private WrappedKey create(SpaceId space, int generation) {
        return WrappedKey.wrap(
                roots.wrapping(),
                space,
                generation,
                randomBytes(RootKey.LENGTH_BYTES),
                randomBytes(Sealer.NONCE_BYTES));
    }

    private DomainKeys open(SpaceId space, List<WrappedKey> wrapped) {
        var secrets = new HashMap<Integer, byte[]>();
        wrapped.forEach(key -> secrets.put(key.generation(), roots.unwrap(key)));
        return new DomainKeys(space, secrets);
    }

    /** Puts keys that are only among the blobs back into the database; those that cannot be read are told and passed over. */
    public void restore(Progress progress) {
        progress.begin(0, "keys", "reading the keys of spaces");
        for (var page = blobs.page("", PAGE);
                !page.isEmpty();
                page = blobs.page(page.getLast().toString(), PAGE)) {
            for (var name : page) {
                progress.checkpoint();
                try {
                    var key = blobs.require(name);
                    if (roots.opening(key).isPresent()) {
                        store.add(key);
                        progress.count("keys", 1);
                    }
                } catch (IllegalArgumentException | BlobException e) {
                    progress.found(new Finding(Finding.Kind.KEY, name.toString(), String.valueOf(e.getMessage())));
                }
            }
            progress.advance(page.size());
        }
    }

    /** Opens every key, in the database and among the blobs, and tells which cannot be. */
    public void verify(Progress progress) {
        progress.begin(store.count(), "keys", "opening the keys of spaces");
        for (var page = store.page(null, PAGE); !page.isEmpty(); page = store.page(page.getLast(), PAGE)) {
            for (var key : page) {
                progress.checkpoint();
                verify("the key of space " + key.space(), () -> key, progress);
            }
            progress.advance(page.size());
            progress.count("keys", page.size());
        }
        for (var page = blobs.page("", PAGE);
                !page.isEmpty();
                page = blobs.page(page.getLast().toString(), PAGE)) {
            for (var name : page) {
                progress.checkpoint();
                verify(name.toString(), () -> blobs.require(name), progress);
            }
        }
    }

    private void verify(String name, Supplier<WrappedKey> key, Progress progress) {
        try {
            roots.unwrap(key.get());
        } catch (IllegalArgumentException | IllegalStateException | SealBrokenException | BlobException e) {
            progress.found(new Finding(Finding.Kind.KEY, name, String.valueOf(e.getMessage())));
        }
    }

    /** A new generation of the space's key, which seals what comes from now on; durable on return. What is there stays as it is. */
    public int newGeneration(SpaceId space) {
        exchange.readLock().lock();
        try {
            int generation = keys(space).newestGeneration() + 1;
            if (generation > GENERATIONS_MAX) {
                throw new IllegalStateException("a key has at most " + GENERATIONS_MAX + " generations");
            }
            store.add(create(space, generation));
            forget(space);
            return keys(space).newestGeneration();
        } finally {
            exchange.readLock().unlock();
        }
    }

    /**
     * Destroys the space's key in the database, among the blobs and in memory: nothing that was sealed under it can ever be opened
     * again, except with a backup that still has the key. Durable on return; a crash before is made good by the next start.
     */
    public void destroy(SpaceId space) {
        exchange.writeLock().lock();
        try {
            store.destroy(space);
            forget(space);
            blobs.delete(space);
        } finally {
            exchange.writeLock().unlock();
        }
    }

    private void forget(SpaceId space) {
        synchronized (opened) {
            opened.remove(space);
        }
    }

    /**
     * Wraps the keys of all spaces under a new root key; no stored byte of any file is touched. Until the last step both root keys
     * open, and after any crash the old one is still the current one; a repetition goes on. Returns what an operator should know.
     */
    public String rotate(Progress progress) {
        try {
            var next = source.begin(random);
            if (Arrays.equals(next.id(), roots.current().id())) {
                throw new IllegalStateException("the next root key is the current one");
            }
            roots = new RootKeys(roots.current(), next);
            progress.begin(store.count(), "keys", "wrapping the keys of spaces anew");
            rewrapAll(progress);
            exchange.writeLock().lock();
            try {
                // What was made since; nobody makes another now.
                rewrapAll(progress);
                var said = source.finish();
                roots = new RootKeys(next, null);
                blobs.deleteAllBut(next);
                return said;
            } finally {
                exchange.writeLock().unlock();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the root key cannot be exchanged: " + e, e);
        }
    }

    private void rewrapAll(Progress progress) {
        var next = roots.wrapping();
        var after = store.page(null, PAGE);
        while (!after.isEmpty()) {
            for (var key : after) {
                progress.checkpoint();
                rewrap(key, next);
                progress.advance(1);
            }
            after = store.page(after.getLast(), PAGE);
        }
    }

    private void rewrap(WrappedKey key, RootKey next) {
        if (Arrays.equals(key.rootId(), next.id())) {
            blobs.put(key);
            return;
        }
        var again = WrappedKey.wrap(
                next, key.space(), key.generation(), roots.unwrap(key), randomBytes(Sealer.NONCE_BYTES));
        // What cannot be opened again must not take the place of what can.
        if (!Arrays.equals(again.unwrap(next), roots.unwrap(key))) {
            throw new IllegalStateException("the key of space " + key.space() + " could not be wrapped anew");
        }
        blobs.put(again);
        store.replace(again);
    }

    /** The short name of the root key that wraps now; says nothing of it. */
    public String rootKeyName() {
        return roots.wrapping().name();
    }

    /** Wraps a secret of 32 bytes that is no space's, to be kept elsewhere; {@link RootKey#unwrap} opens it. */
    public byte[] wrap(byte[] secret) {
        return roots.wrapping().wrap(secret, randomBytes(Sealer.NONCE_BYTES));
    }

    /** Opens what {@link #wrap} made; {@link IllegalStateException} if another root key wrapped it. */
    public byte[] unwrap(byte[] wrapped) {
        return roots.unwrap(WrappedKey.read(wrapped));
    }

    /** The root key as a root key file has it, for an operator who wants it in a backup. */
    public byte[] rootKeyText() {
        return roots.wrapping().text();
    }

    private byte[] randomBytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
