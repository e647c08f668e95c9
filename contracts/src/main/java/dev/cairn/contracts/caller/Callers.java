package dev.cairn.contracts.caller;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.Optional;

/** The caller of the current call. Not inherited by threads a call starts: hand it over with {@link #call}. */
public final class Callers {
    private static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

    private Callers() {}

    /** Who is asking; {@link Problem#UNAUTHENTICATED} when nobody is signed in. */
    public static Caller current() {
        return find().orElseThrow(() -> new ProblemException(Problem.UNAUTHENTICATED, "This needs an access token"));
    }

    /** Who is asking, if anybody is signed in. */
    public static Optional<Caller> find() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** The caller, who must administer the installation; else {@link Problem#FORBIDDEN}. */
    public static Caller admin() {
        var caller = current();
        if (!caller.isAdmin()) {
            throw new ProblemException(Problem.FORBIDDEN, "Only an administrator may do this");
        }
        return caller;
    }

    /** The caller, who must have signed in themselves, not with an app password or an S3 key; else {@link Problem#FORBIDDEN}. */
    public static Caller inPerson() {
        var caller = current();
        if (caller.delegated()) {
            throw new ProblemException(Problem.FORBIDDEN, "This needs a sign-in with the account's own password");
        }
        return caller;
    }

    /** Runs {@code work} on behalf of {@code caller}. */
    public static <T, X extends Throwable> T call(Caller caller, ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(CURRENT, caller).call(work);
    }

    /** Runs {@code work} on behalf of {@code caller}. */
    public static void run(Caller caller, Runnable work) {
        ScopedValue.where(CURRENT, caller).run(work);
    }
}
