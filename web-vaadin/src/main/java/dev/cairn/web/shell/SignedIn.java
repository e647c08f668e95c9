package dev.cairn.web.shell;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import java.util.function.Supplier;

/**
 * The person at the browser. Every call of a view to a service goes through here, so that it is made in this person's name and
 * with a token that is still good. May be used from any thread.
 */
public final class SignedIn {
    private final Supplier<Caller> caller;

    /** @param caller who is signed in now, with a token good for at least the next minute; UNAUTHENTICATED when nobody is */
    public SignedIn(Supplier<Caller> caller) {
        this.caller = caller;
    }

    /** Who it is. */
    public Caller caller() {
        return caller.get();
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
