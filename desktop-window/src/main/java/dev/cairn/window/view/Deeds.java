package dev.cairn.window.view;

import dev.cairn.window.system.Desktops;
import dev.cairn.window.work.Wishes;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.swing.SwingUtilities;

/** What a click does: a wish goes off the window's thread, and what becomes of it comes back to it. */
final class Deeds {
    private final Wishes wishes;
    private final Desktops desktops;
    private final Consumer<String> failed;

    /** @param failed shows a sentence, on the window's thread; empty: nothing is wrong any more */
    Deeds(Wishes wishes, Desktops desktops, Consumer<String> failed) {
        this.wishes = wishes;
        this.desktops = desktops;
        this.failed = failed;
    }

    Wishes wishes() {
        return wishes;
    }

    <T> void then(CompletableFuture<T> wish, Consumer<T> done) {
        then(wish, done, failed);
    }

    <T> void then(CompletableFuture<T> wish, Consumer<T> done, Consumer<String> instead) {
        failed.accept("");
        var _ = wish.whenComplete((result, failure) -> SwingUtilities.invokeLater(() -> {
            if (failure == null) {
                done.accept(result);
            } else if (!(failure instanceof CancellationException)) {
                instead.accept(Sorry.words(failure));
            }
        }));
    }

    /** Shows a sentence about something that failed. */
    void fail(String sentence) {
        failed.accept(sentence);
    }

    void open(Path folder) {
        then(desktops.open(folder), _ -> {});
    }

    /** Opens a page in the browser; false comes when there is none. */
    void browse(URI address, Consumer<Boolean> opened) {
        then(desktops.browse(address), opened);
    }
}
