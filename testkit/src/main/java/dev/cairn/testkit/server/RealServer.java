package dev.cairn.testkit.server;

/** A server that runs somewhere, to be stopped and started again by a test. Its address stays the same. */
interface RealServer extends AutoCloseable {
    /** Starts it, the first time or again; it may not answer yet. */
    void start();

    /** Stops it; what it made durable stays. */
    void stop();

    /** Where it listens. */
    String host();

    /** Where it listens on {@link #host()}. */
    int port();

    /** Whether it can still become ready; if not, {@link #lastWords()} tell why. */
    boolean isAlive();

    /** What it wrote on its console, or where that is. */
    String lastWords();

    /** Stops it for good. */
    @Override
    void close();
}
