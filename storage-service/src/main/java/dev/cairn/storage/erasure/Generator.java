package dev.cairn.storage.erasure;

import java.util.Arrays;

/** How parity is made of data. The number stands in every shard and never changes its meaning. */
public enum Generator {
    /** One data shard; every parity shard is a copy of it. */
    COPIES(1),
    /** Rows 1, g, g² over the shard's number, as RAID-Z3 has them: up to three parity shards, made by doublings alone. */
    POWERS(2),
    /** Entry {@code 1 / ((255 - row) + column)}, a Cauchy matrix: any number of parity shards. */
    CAUCHY(3);

    /** Parity shards that {@link #POWERS} can make; a fourth row could not be told from others by every loss. */
    static final int POWERS_MAX = 3;

    private final int id;

    Generator(int id) {
        this.id = id;
    }

    /** The number in the header of shards. */
    public int id() {
        return id;
    }

    /** The one with this number; {@link IllegalArgumentException} when there is none. */
    public static Generator of(int id) {
        return Arrays.stream(values())
                .filter(generator -> generator.id == id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no generator has the number " + id));
    }

    /** The one that new shards are made with. */
    public static Generator forShards(int data, int parity) {
        return data == 1 ? COPIES : parity <= POWERS_MAX ? POWERS : CAUCHY;
    }

    /** What data shard {@code column} is multiplied with in parity shard {@code row}. */
    int coefficient(int row, int column) {
        return switch (this) {
            case COPIES -> 1;
            case POWERS -> Galois.power(row * column);
            case CAUCHY -> Galois.invert((Galois.ORDER - row) ^ column);
        };
    }
}
