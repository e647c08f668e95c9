package dev.cairn.desktop.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.desktop.engine.EngineStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code client status}, version 1 (docs/formats.md, "Client status"). Fields are added, never renamed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FolderStatus(
        String folder,
        String space,
        String name,
        String state,
        @Nullable String detail,
        int nodes,
        int uploads,
        int downloads,
        int edits,
        int unwatched,
        int conflicts,
        int ignored,
        Map<String, String> problems,
        Map<String, String> skipped,
        EngineStatus.@Nullable Held held) {
    /** Everything there is to say about a home. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record All(
            int version,
            boolean running,
            @Nullable String server,
            @Nullable String user,
            @Nullable String device,
            @Nullable Instant updated,
            List<FolderStatus> folders) {
        /** The same, said by another process. */
        All running(boolean nowRunning) {
            return new All(version, nowRunning, server, user, device, updated, folders);
        }
    }

    static FolderStatus of(dev.cairn.desktop.account.SyncedFolder folder, EngineStatus status) {
        return new FolderStatus(
                folder.folder(),
                folder.space().toString(),
                folder.name(),
                word(status.state()),
                status.detail(),
                status.nodes(),
                status.uploads(),
                status.downloads(),
                status.edits(),
                status.unwatched(),
                status.conflicts(),
                status.ignored(),
                status.problems(),
                status.skipped(),
                status.held());
    }

    static String word(EngineStatus.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
