package dev.cairn.desktop.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.engine.EngineStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code client status}, version 1 (docs/formats.md, "Client status"). Fields are added, never renamed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FolderStatus(
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
        int overflows,
        int conflicts,
        int ignored,
        Map<String, String> problems,
        Map<String, String> skipped,
        EngineStatus.@Nullable Held held) {
    /** Everything there is to say about a home. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record All(
            int version,
            boolean running,
            @Nullable String server,
            @Nullable String user,
            @Nullable String device,
            @Nullable Instant updated,
            List<FolderStatus> folders,
            @Nullable LimitStatus limits) {
        /** What was told last, with the limits of today; {@code running} is as it was then. */
        public static All last(Home home) throws IOException {
            return told(home).with(LimitStatus.of(home));
        }

        private static All told(Home home) throws IOException {
            var told = home.told();
            var listed = home.folders();
            if (told.isPresent()) {
                var all = ClientJson.MAPPER.readValue(told.get(), All.class);
                if (all.folders().size() == listed.size()) {
                    return all;
                }
            }
            var account = home.account().orElse(null);
            return new All(
                    1,
                    false,
                    account == null ? null : account.server().toString(),
                    account == null ? null : account.user(),
                    account == null ? null : account.device(),
                    null,
                    listed.stream().map(FolderStatus::unknown).toList(),
                    null);
        }

        private All with(LimitStatus nowLimits) {
            return new All(version, running, server, user, device, updated, folders, nowLimits);
        }

        /** The same, said by another process. */
        public All running(boolean nowRunning) {
            return new All(version, nowRunning, server, user, device, updated, folders, limits);
        }
    }

    /** What an engine says. */
    public static FolderStatus of(SyncedFolder folder, EngineStatus status) {
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
                status.overflows(),
                status.conflicts(),
                status.ignored(),
                status.problems(),
                status.skipped(),
                status.held());
    }

    private static FolderStatus unknown(SyncedFolder folder) {
        return new FolderStatus(
                folder.folder(),
                folder.space().toString(),
                folder.name(),
                "unknown",
                "not synced yet",
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                Map.of(),
                null);
    }

    static String word(EngineStatus.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
