package dev.cairn.web.shell;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The person at the browser. Every call of a view to a service goes through here, so that it is made in this person's name and
 * with a token that is still good. May be used from any thread.
 */
public final class SignedIn {
    private final Supplier<Proof> proof;

    /**
     * Who is signed in.
     *
     * @param until when the caller's token ends; at least a minute from now
     */
    public record Proof(Caller caller, Instant until) {}

    /** @param proof who is signed in now; UNAUTHENTICATED when nobody is */
    public SignedIn(Supplier<Proof> proof) {
        this.proof = proof;
    }

    /** Who it is, and until when that is proven. */
    public Proof proof() {
        return proof.get();
    }

    /** Who it is. */
    public Caller caller() {
        return proof().caller();
    }

    /** Calls a service in the person's name. */
    public <T> T call(Supplier<T> work) {
        return Callers.<T, RuntimeException>call(caller(), work::get);
    }

    /** Calls a service that answers nothing. */
    public void run(Runnable work) {
        Callers.run(caller(), work);
    }
}
