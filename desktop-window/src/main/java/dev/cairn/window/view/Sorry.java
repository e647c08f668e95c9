package dev.cairn.window.view;

import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.desktop.remote.Unreachable;
import dev.cairn.desktop.session.CannotException;
import dev.cairn.window.model.Words;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What went wrong, in plain words. */
final class Sorry {
    private Sorry() {}

    static String words(Throwable failure) {
        var cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Words.sentence(
                switch (cause) {
                    case ProblemException problem -> problem.detail();
                    case CannotException cannot -> String.valueOf(cannot.getMessage());
                    case Exception other -> Unreachable.sentence(other);
                    default -> cause.toString();
                });
    }
}
