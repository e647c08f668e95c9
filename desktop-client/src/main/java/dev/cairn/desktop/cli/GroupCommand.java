package dev.cairn.desktop.cli;

import dev.cairn.contracts.metadata.Group;
import dev.cairn.contracts.metadata.GroupApi;
import dev.cairn.contracts.metadata.GroupName;
import dev.cairn.contracts.metadata.GroupPerson;
import dev.cairn.contracts.metadata.NewGroupPerson;
import dev.cairn.desktop.remote.Http;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code admin group}: groups and who is in them. */
@Command(
        name = "group",
        description = "Groups, which spaces are shared with. The one who signs in must be an administrator.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            GroupCommand.Add.class,
            GroupCommand.ListAll.class,
            GroupCommand.Delete.class,
            GroupCommand.People.class,
            GroupCommand.Join.class,
            GroupCommand.Leave.class
        })
final class GroupCommand {
    private static final String GROUPS = "/api/v1/admin/groups";

    /** Something done to one group. */
    abstract static class OfGroup extends AdminAction {
        @Parameters(index = "0", paramLabel = "GROUP", description = "Its name.")
        String name = "";

        /** The path of the group among at most {@value GroupApi#GROUPS_MAX}. */
        static String path(Http http, String name) throws IOException {
            return GROUPS + "/"
                    + Arrays.stream(http.get(GROUPS, Group[].class))
                            .filter(group -> group.name().equalsIgnoreCase(name))
                            .findAny()
                            .orElseThrow(() -> new IOException("There is no group " + name))
                            .id();
        }
    }

    @Command(name = "add", description = "Makes a group.", mixinStandardHelpOptions = true)
    static final class Add extends OfGroup {
        @Override
        public Integer call() throws IOException {
            var made = server.run(http -> http.send("POST", GROUPS, new GroupName(name), Group.class));
            print(made, "Made the group " + made.name());
            return ExitCode.DONE;
        }
    }

    @Command(name = "list", description = "Lists groups.", mixinStandardHelpOptions = true)
    static final class ListAll extends AdminAction {
        @Override
        public Integer call() throws IOException {
            var groups = server.run(http -> http.get(GROUPS, Group[].class));
            print(
                    groups,
                    Arrays.stream(groups)
                            .map(group -> group.name() + "  " + group.people())
                            .collect(Collectors.joining(System.lineSeparator())));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "delete",
            description = "Deletes a group and ends the access it gave.",
            mixinStandardHelpOptions = true)
    static final class Delete extends OfGroup {
        @Override
        public Integer call() throws IOException {
            server.run(http -> {
                http.delete(path(http, name));
                return name;
            });
            print(Map.of("deleted", name), "Deleted the group " + name);
            return ExitCode.DONE;
        }
    }

    @Command(name = "people", description = "Lists who is in a group.", mixinStandardHelpOptions = true)
    static final class People extends OfGroup {
        @Override
        public Integer call() throws IOException {
            var people = server.run(http -> http.get(path(http, name) + "/people", GroupPerson[].class));
            print(
                    people,
                    Arrays.stream(people).map(GroupPerson::name).collect(Collectors.joining(System.lineSeparator())));
            return ExitCode.DONE;
        }
    }

    @Command(name = "join", description = "Takes somebody into a group.", mixinStandardHelpOptions = true)
    static final class Join extends OfGroup {
        @Parameters(index = "1", paramLabel = "NAME", description = "Sign-in name.")
        String person = "";

        @Override
        public Integer call() throws IOException {
            var joined = server.run(http ->
                    http.send("POST", path(http, name) + "/people", new NewGroupPerson(person), GroupPerson.class));
            print(joined, joined.name() + " is in the group " + name);
            return ExitCode.DONE;
        }
    }

    @Command(name = "leave", description = "Takes somebody out of a group.", mixinStandardHelpOptions = true)
    static final class Leave extends OfGroup {
        @Parameters(index = "1", paramLabel = "NAME", description = "Sign-in name.")
        String person = "";

        @Override
        public Integer call() throws IOException {
            server.run(http -> {
                var path = path(http, name) + "/people";
                var account = Arrays.stream(http.get(path, GroupPerson[].class))
                        .filter(one -> one.name().equalsIgnoreCase(person))
                        .findAny()
                        .orElseThrow(() -> new IOException(person + " is not in the group " + name))
                        .account();
                http.delete(path + "/" + account);
                return person;
            });
            print(Map.of("left", person), person + " is not in the group " + name + " any more");
            return ExitCode.DONE;
        }
    }
}
