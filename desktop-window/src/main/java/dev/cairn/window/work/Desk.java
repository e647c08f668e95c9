package dev.cairn.window.work;

import dev.cairn.desktop.account.Home;
import dev.cairn.window.model.Painter;
import dev.cairn.window.model.Picture;
import dev.cairn.window.model.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the home twice a second and hands on each picture that differs from the one before. */
public final class Desk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final long LOOK_MILLIS = 500;

    private final Home home;
    private final Keeper keeper;
    private final Painter painter;
    private final InstantSource clock;
    private final Consumer<Picture> shown;
    private final Runnable raised;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("desk").factory());
    private @Nullable Picture last;

    /**
     * @param shown gets each new picture, on the thread of the desk
     * @param raised is called when somebody asks for the window
     */
    public Desk(
            Home home, Keeper keeper, Painter painter, InstantSource clock, Consumer<Picture> shown, Runnable raised) {
        this.home = home;
        this.keeper = keeper;
        this.painter = painter;
        this.clock = clock;
        this.shown = shown;
        this.raised = raised;
    }

    /** Begins. */
    public void start() {
        var _ = timer.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Looks now, not only at the next time. */
    public void soon() {
        timer.execute(this::look);
    }

    private void look() {
        try {
            if (home.takeRaise()) {
                raised.run();
            }
            var picture = painter.paint(Reading.of(home, keeper.run(), keeper.trouble()), clock.instant());
            if (!picture.equals(last)) {
                last = picture;
                shown.accept(picture);
            }
        } catch (IOException | UncheckedIOException e) {
            // A file of the home is being replaced, or the disk fails; the engine says the latter.
            LOG.debug("The home could not be read", e);
        } catch (RuntimeException e) {
            LOG.error("The picture could not be made", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
