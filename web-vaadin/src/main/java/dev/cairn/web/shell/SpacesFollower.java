package dev.cairn.web.shell;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds which spaces a person has, for as long as a page is open: access that others give, change or end shows
 * without a click. Ends when it is closed, or when nobody is signed in any more.
 */
final class SpacesFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpacesFollower.class);
    private static final Duration PAUSE = Duration.ofSeconds(4);

    private final SignedIn signedIn;
    private final SpaceApi spaces;
    private final Consumer<List<Space>> changes;
    private final Thread thread;
    private List<Face> known;

    /** What of a space is on the screen. */
    private record Face(SpaceId id, SpaceRole role, String name) {
        static List<Face> of(List<Space> spaces) {
            return spaces.stream()
                    .map(space -> new Face(space.id(), space.role(), space.name()))
                    .toList();
        }
    }

    /**
     * @param known what is shown already
     * @param changes told on the follower's thread
     */
    SpacesFollower(SignedIn signedIn, SpaceApi spaces, List<Space> known, Consumer<List<Space>> changes) {
        this.signedIn = signedIn;
        this.spaces = spaces;
        this.changes = changes;
        this.known = Face.of(known);
        this.thread = Thread.ofVirtual().name("web-spaces").start(this::follow);
    }

    private void follow() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(PAUSE);
                look();
            }
        } catch (InterruptedException e) {
            // Closed.
        } catch (ProblemException e) {
            // Signed out.
        }
    }

    private void look() {
        List<Space> now;
        try {
            now = signedIn.call(spaces::spaces);
        } catch (ProblemException e) {
            if (e.problem() == Problem.UNAUTHENTICATED) {
                throw e;
            }
            return;
        } catch (RuntimeException e) {
            // In one process a database that is away is told as it is. What is shown stays until the next look.
            LOG.debug("the spaces could not be looked up", e);
            return;
        }
        var faces = Face.of(now);
        if (!faces.equals(known)) {
            known = faces;
            changes.accept(now);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
