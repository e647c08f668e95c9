package dev.cairn.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.engine.EngineStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sentences for people. */
class WordingTest {
    @Test
    void foldersThatAreNotWatchedAreSaidWithTheCure() {
        assertThat(Wording.unwatched(1, "Linux"))
                .startsWith("1 folder is not watched")
                .contains("once an hour", "sudo sysctl fs.inotify.max_user_watches=");
        assertThat(Wording.unwatched(3, "Mac OS X"))
                .startsWith("3 folders are not watched")
                .doesNotContain("sysctl");
        var status =
                new EngineStatus(EngineStatus.State.IN_SYNC, null, 10, 0, 0, 0, 3, 0, Map.of(), Map.of(), 0, 0, null);
        assertThat(Wording.overflows(1)).startsWith("so much changed at once that the system lost track: ");
        assertThat(Wording.overflows(2)).contains("2 times since", "looked at again");
        assertThat(Wording.sentence(status))
                .isEqualTo("in sync, 10 files and folders; 3 folders are not watched (see client status)");
    }
}
