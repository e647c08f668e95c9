package dev.cairn.storage;

/**
 * Lives that chance makes, each from a seed: the same seed makes the same life. One thread at a time; several live beside each
 * other.
 */
public interface Simulation extends AutoCloseable {
    /** What is counted, in words. */
    String unit();

    /**
     * Lives one life.
     *
     * @param seed makes it
     * @return how many of what is counted it was, at least one
     * @throws Exception as {@link AssertionError}, when something was not as it has to be
     */
    long run(long seed) throws Exception;

    @Override
    void close();
}
