package dev.cairn.desktop.cli;

import dev.cairn.contracts.metadata.SearchStatus;
import java.io.IOException;
import picocli.CommandLine.Command;

/** The search index over the REST API. */
@Command(
        name = "search",
        description = "The search index. The one who signs in must be an administrator.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SearchCommand.Status.class, SearchCommand.Rebuild.class})
final class SearchCommand {
    private static final String SEARCH = "/api/v1/admin/search";

    @Command(name = "status", description = "Tells how far the index is.", mixinStandardHelpOptions = true)
    static final class Status extends AdminAction {
        @Override
        public Integer call() throws IOException {
            var status = server.run(http -> http.get(SEARCH, SearchStatus.class));
            print(status, sentence(status));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "rebuild",
            description = "Empties the index and fills it again, in the background; names are found meanwhile.",
            mixinStandardHelpOptions = true)
    static final class Rebuild extends AdminAction {
        @Override
        public Integer call() throws IOException {
            var status = server.run(http -> http.post(SEARCH + "/rebuild", SearchStatus.class));
            print(status, "The index is built anew; \"admin search status\" tells how far it is");
            return ExitCode.DONE;
        }
    }

    private static String sentence(SearchStatus status) {
        return status.available()
                ? status.waitingSpaces() + " spaces wait, the first since " + Math.round(status.lagSeconds()) + " s; "
                        + status.unreadFiles() + " files are to be read"
                : "There is no search index, or it does not answer: only names are found";
    }
}
