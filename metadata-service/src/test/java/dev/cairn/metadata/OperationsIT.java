package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceQuota;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every operation: what it does, when it is refused, and that a repetition changes nothing. */
final class OperationsIT {
    private static final Service SERVICE = new Service();

    private final Service.User ann = SERVICE.user("ann");
    private final Space space = ann.call(() -> SERVICE.spaces.create(new NewSpace(SpaceKind.TEAM, "Team", null)));

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void makesFilesAndVersions() {
        var first = ann.doneFile(space, SERVICE.file(space.root(), "a", "one"));
        var second = ann.doneFile(space, SERVICE.edit(first.id(), first.version(), "two"));
        assertThat(second.content()).isEqualTo(Service.content("two"));
        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(ann.call(() -> SERVICE.nodes.versions(space.id(), first.id())))
                .hasSize(2);
    }

    @Test
    void editsOfAnOldVersionAreStaleAndCarryTheCurrentOne() {
        var first = ann.doneFile(space, SERVICE.file(space.root(), "a", "one"));
        var second = ann.doneFile(space, SERVICE.edit(first.id(), first.version(), "two"));
        var refused = ann.refused(space, SERVICE.edit(first.id(), first.version(), "three"));
        assertThat(refused.problem()).isEqualTo(Problem.STALE_BASE);
        assertThat(refused.current()).isEqualTo(second);
    }

    @Test
    void theSameBytesAgainAreSuccessWithoutAVersion() {
        var first = ann.doneFile(space, SERVICE.file(space.root(), "a", "one"));
        var second = ann.doneFile(space, SERVICE.edit(first.id(), first.version(), "two"));
        assertThat(ann.done(space, SERVICE.edit(first.id(), first.version(), "two")))
                .isEqualTo(second);
        var touched = new Operation.PutFile(
                SERVICE.operationId(),
                first.id(),
                first.id(),
                "a",
                second.version(),
                second.content(),
                second.size(),
                Instant.EPOCH,
                true,
                Map.of("k", "v"));
        var third = ann.doneFile(space, touched);
        assertThat(third.version()).isEqualTo(second.version());
        assertThat(third.modified()).isEqualTo(Instant.EPOCH);
        assertThat(third.executable()).isTrue();
        assertThat(third.attributes()).containsEntry("k", "v");
        assertThat(ann.call(() -> SERVICE.nodes.versions(space.id(), first.id())))
                .hasSize(2);
    }

    @Test
    void aTakenNameIsRefusedWithWhoHasIt() {
        var file = ann.done(space, SERVICE.file(space.root(), "a", "one"));
        for (var operation :
                List.<Operation>of(SERVICE.file(space.root(), "a", "other"), SERVICE.folder(space.root(), "a"))) {
            var refused = ann.refused(space, operation);
            assertThat(refused.problem()).isEqualTo(Problem.NAME_TAKEN);
            assertThat(refused.current()).isEqualTo(file);
        }
        var other = ann.done(space, SERVICE.file(space.root(), "b", "one"));
        assertThat(ann.refused(space, SERVICE.move(other.id(), space.root(), "a"))
                        .current())
                .isEqualTo(file);
    }

    @Test
    void theSameFolderTwiceIsSuccess() {
        var operation = SERVICE.folder(space.root(), "f");
        var folder = ann.done(space, operation);
        var again = new Operation.CreateFolder(
                SERVICE.operationId(), operation.node(), space.root(), "f", Service.MODIFIED);
        assertThat(ann.done(space, again)).isEqualTo(folder);
    }

    @Test
    void anIdInUseIsRefused() {
        var file = ann.done(space, SERVICE.file(space.root(), "a", "one"));
        var folder =
                new Operation.CreateFolder(SERVICE.operationId(), file.id(), space.root(), "other", Service.MODIFIED);
        assertThat(ann.refused(space, folder).problem()).isEqualTo(Problem.CONFLICT);
        ann.applied(space, SERVICE.delete(file.id()));
        assertThat(ann.refused(
                                space,
                                new Operation.CreateFolder(
                                        SERVICE.operationId(), file.id(), space.root(), "other", Service.MODIFIED))
                        .problem())
                .isEqualTo(Problem.CONFLICT);
    }

    @Test
    void pathsMakeTheirFoldersAndOverwrite() {
        var first = ann.doneFile(space, SERVICE.path("x/y/z", "one"));
        var second = ann.doneFile(space, SERVICE.path("x/y/z", "two"));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.parent()).isEqualTo(first.parent());
        assertThat(ann.refused(space, SERVICE.path("x/y", "three")).problem()).isEqualTo(Problem.CONFLICT);
        assertThat(ann.refused(space, SERVICE.path("x/y/z/in", "three")).problem())
                .isEqualTo(Problem.CONFLICT);
        for (var bad : List.of("", "/x", "x/", "x//y", "x/../y", "./x", "a\0b", "\ud800")) {
            assertThat(ann.refused(space, SERVICE.path(bad, "three")).problem()).isEqualTo(Problem.INVALID_NAME);
        }
    }

    @Test
    void awkwardNamesSurviveByteForByte() {
        var names = new ArrayList<>(List.of(
                " ",
                "a b",
                "a+b",
                "100%",
                "%2F",
                "😀",
                "é",
                "e\u0301",
                "A",
                "a",
                "ß",
                "SS",
                "con",
                "a\nb",
                "\u0001",
                "...",
                "\\",
                "\uffff",
                "\ue000",
                "𐀀",
                "'; DROP TABLE node; --",
                "{\"a\"}",
                "NULL",
                "\"",
                "x".repeat(255),
                "ü".repeat(127)));
        var operations = new ArrayList<Operation>();
        names.forEach(name -> operations.add(SERVICE.file(space.root(), name, name)));
        assertThat(ann.commit(space, operations).results()).allMatch(OperationResult.Applied.class::isInstance);
        assertThat(ann.names(space, space.root())).containsExactlyInAnyOrderElementsOf(names);
        for (var name : names) {
            assertThat(ann.call(() -> SERVICE.nodes.byPath(space.id(), name))
                            .node()
                            .name())
                    .isEqualTo(name);
        }
        var delta = ann.call(() -> SERVICE.nodes.changes(space.id(), space.cursor(), 1000));
        assertThat(delta.changes()).hasSize(names.size());
    }

    @Test
    void namesThatCannotBeAreRefusedAlone() {
        var good = SERVICE.file(space.root(), "good", "x");
        var operations = new ArrayList<Operation>();
        for (var bad : List.of("", ".", "..", "a/b", "a\0", "\ud83d", "x\ude00", "x".repeat(256), "ü".repeat(128))) {
            operations.add(SERVICE.file(space.root(), bad, "x"));
            operations.add(SERVICE.folder(space.root(), bad));
        }
        operations.add(good);
        var results = ann.commit(space, operations).results();
        assertThat(results.subList(0, results.size() - 1)).allSatisfy(result -> {
            assertThat(result).isInstanceOf(OperationResult.Rejected.class);
            assertThat(((OperationResult.Rejected) result).problem()).isEqualTo(Problem.INVALID_NAME);
            assertThat(((OperationResult.Rejected) result).detail()).startsWith("name: ");
        });
        assertThat(results.getLast()).isInstanceOf(OperationResult.Applied.class);
    }

    @Test
    void anyTimeIsATime() {
        for (var time : List.of(
                Instant.EPOCH,
                Instant.parse("1901-12-13T20:45:51.999999999Z"),
                Instant.MIN,
                Instant.MAX,
                Instant.parse("9999-12-31T23:59:59.123456789Z"))) {
            var node = ann.done(space, SERVICE.folder(space.root(), "at " + time));
            ann.done(space, new Operation.Touch(SERVICE.operationId(), node.id(), time, false));
            assertThat(ann.call(() -> SERVICE.nodes.node(space.id(), node.id()))
                            .node()
                            .modified())
                    .isEqualTo(time);
        }
    }

    @Test
    void aMoveKeepsIdsAndContents() {
        var folder = ann.done(space, SERVICE.folder(space.root(), "f"));
        var other = ann.done(space, SERVICE.folder(space.root(), "g"));
        var file = ann.done(space, SERVICE.file(folder.id(), "a", "one"));
        var before =
                ann.call(() -> SERVICE.nodes.changes(space.id(), null, 1000)).cursor();
        ann.done(space, SERVICE.move(folder.id(), other.id(), "h"));
        assertThat(ann.call(() -> SERVICE.nodes.node(space.id(), file.id())).path())
                .isEqualTo("g/h/a");
        assertThat(ann.call(() -> SERVICE.nodes.changes(space.id(), before, 1000))
                        .changes())
                .hasSize(1);
    }

    @Test
    void namesCanBeSwappedInOneBatch() {
        var one = ann.done(space, SERVICE.file(space.root(), "one", "1"));
        var two = ann.done(space, SERVICE.file(space.root(), "two", "2"));
        var fresh = SERVICE.folder(space.root(), "fresh");
        var results = ann.commit(
                        space,
                        SERVICE.move(one.id(), space.root(), "tmp"),
                        SERVICE.move(two.id(), space.root(), "one"),
                        fresh,
                        SERVICE.move(one.id(), fresh.node(), "two"),
                        SERVICE.file(space.root(), "two", "3"),
                        SERVICE.delete(two.id()),
                        SERVICE.file(space.root(), "one", "4"))
                .results();
        assertThat(results).allMatch(OperationResult.Applied.class::isInstance);
        assertThat(ann.names(space, space.root())).containsExactly("fresh", "one", "two");
        assertThat(ann.names(space, fresh.node())).containsExactly("two");
    }

    @Test
    void cyclesAreRefused() {
        var a = ann.done(space, SERVICE.folder(space.root(), "a"));
        var b = ann.done(space, SERVICE.folder(a.id(), "b"));
        var c = ann.done(space, SERVICE.folder(b.id(), "c"));
        assertThat(ann.refused(space, SERVICE.move(a.id(), a.id(), "x")).problem())
                .isEqualTo(Problem.WOULD_CYCLE);
        assertThat(ann.refused(space, SERVICE.move(a.id(), c.id(), "x")).problem())
                .isEqualTo(Problem.WOULD_CYCLE);
        var results = ann.commit(
                        space,
                        SERVICE.move(c.id(), space.root(), "c"),
                        SERVICE.move(a.id(), c.id(), "a"),
                        SERVICE.move(c.id(), b.id(), "c"))
                .results();
        assertThat(results.get(1)).isInstanceOf(OperationResult.Applied.class);
        assertThat(((OperationResult.Rejected) results.get(2)).problem()).isEqualTo(Problem.WOULD_CYCLE);
    }

    @Test
    void theRootStays() {
        assertThat(ann.refused(space, SERVICE.delete(space.root())).problem()).isEqualTo(Problem.CONFLICT);
        assertThat(ann.refused(space, SERVICE.move(space.root(), space.root(), "x"))
                        .problem())
                .isEqualTo(Problem.CONFLICT);
    }

    @Test
    void whatIsMissingIsNotFound() {
        var nobody = SERVICE.nodeId();
        for (var operation : List.of(
                SERVICE.file(nobody, "a", "x"),
                SERVICE.folder(nobody, "a"),
                SERVICE.move(nobody, space.root(), "a"),
                SERVICE.delete(nobody),
                new Operation.Touch(SERVICE.operationId(), nobody, Instant.EPOCH, false))) {
            assertThat(ann.refused(space, operation).problem()).isEqualTo(Problem.NOT_FOUND);
        }
    }

    @Test
    void nothingHappensInDeletedFolders() {
        var folder = ann.done(space, SERVICE.folder(space.root(), "f"));
        var file = ann.doneFile(space, SERVICE.file(folder.id(), "a", "one"));
        ann.applied(space, SERVICE.delete(folder.id()));
        for (var operation : List.of(
                SERVICE.file(folder.id(), "b", "x"),
                SERVICE.edit(file.id(), file.version(), "two"),
                SERVICE.move(file.id(), space.root(), "a"))) {
            assertThat(ann.refused(space, operation).problem()).isEqualTo(Problem.NOT_FOUND);
        }
        assertThat(ann.applied(space, SERVICE.delete(file.id())).node()).isNull();
        assertThatThrownBy(() -> ann.call(() -> SERVICE.nodes.node(space.id(), file.id())))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void editBeatsDelete() {
        var folder = ann.done(space, SERVICE.folder(space.root(), "f"));
        var file = ann.doneFile(space, SERVICE.file(folder.id(), "a", "one"));
        var known =
                ann.call(() -> SERVICE.nodes.changes(space.id(), null, 1000)).cursor();
        var edited = ann.doneFile(space, SERVICE.edit(file.id(), file.version(), "two"));

        var staleFile = new Operation.Delete(SERVICE.operationId(), file.id(), file.version(), null);
        assertThat(ann.refused(space, staleFile).current()).isEqualTo(edited);
        for (var asOf : List.of(known, "nonsense", "1.0.0")) {
            var staleFolder = new Operation.Delete(SERVICE.operationId(), folder.id(), null, asOf);
            assertThat(ann.refused(space, staleFolder).problem()).isEqualTo(Problem.STALE_BASE);
        }
        var now = ann.call(() -> SERVICE.nodes.changes(space.id(), known, 1000)).cursor();
        ann.done(space, SERVICE.file(space.root(), "elsewhere", "x"));
        var results = ann.commit(
                        space,
                        new Operation.Touch(SERVICE.operationId(), file.id(), Instant.EPOCH, true),
                        new Operation.Delete(SERVICE.operationId(), folder.id(), null, now))
                .results();
        assertThat(results).allMatch(OperationResult.Applied.class::isInstance);
    }

    @Test
    void repetitionsGetTheFirstResult() {
        var create = SERVICE.file(space.root(), "a", "one");
        var taken = SERVICE.folder(space.root(), "a");
        var first = ann.commit(space, create, taken, create);
        assertThat(first.results().get(2)).isEqualTo(first.results().getFirst());
        ann.applied(space, SERVICE.delete(create.node()));
        var again = ann.commit(space, create, taken);
        assertThat(again.before()).isEqualTo(again.cursor());
        var applied = (OperationResult.Applied) again.results().getFirst();
        assertThat(applied.sequence())
                .isEqualTo(((OperationResult.Applied) first.results().getFirst()).sequence());
        assertThat(applied.node()).isNull();
        assertThat(((OperationResult.Rejected) again.results().get(1)).problem())
                .isEqualTo(Problem.NAME_TAKEN);
        assertThat(ann.names(space, space.root())).isEmpty();
    }

    @Test
    void theQuotaHoldsAndCountsAllVersionsUntilTheyArePurged() {
        var admin = SERVICE.admin("admin");
        admin.call(() -> SERVICE.spaces.setQuota(space.id(), new SpaceQuota(10L)));
        var file = ann.doneFile(space, SERVICE.file(space.root(), "a", "123456"));
        var results = ann.commit(
                        space,
                        SERVICE.edit(file.id(), file.version(), "12345"),
                        SERVICE.edit(file.id(), file.version(), "1234"),
                        SERVICE.file(space.root(), "empty", ""),
                        SERVICE.path("new/folder/b", "1"))
                .results();
        assertThat(((OperationResult.Rejected) results.get(0)).problem()).isEqualTo(Problem.OVER_QUOTA);
        assertThat(results.get(1)).isInstanceOf(OperationResult.Applied.class);
        assertThat(results.get(2)).isInstanceOf(OperationResult.Applied.class);
        assertThat(((OperationResult.Rejected) results.get(3)).problem()).isEqualTo(Problem.OVER_QUOTA);
        assertThat(ann.names(space, space.root())).containsExactly("a", "empty");
        assertThatThrownBy(() -> ann.call(() -> {
                    SERVICE.commits.check(space.id(), 1);
                    return true;
                }))
                .isInstanceOf(ProblemException.class);
        ann.applied(space, SERVICE.delete(file.id()));
        assertThat(view().usedBytes()).isEqualTo(10);
        ann.call(() -> {
            SERVICE.nodes.purge(space.id(), file.id());
            return true;
        });
        assertThat(view().usedBytes()).isZero();
    }

    @Test
    void malformedBatchesAreRefusedAsAWhole() {
        var good = SERVICE.folder(space.root(), "good");
        var noId = new Operation.Delete(missing(), space.root(), null, null);
        var noName = new Operation.CreateFolder(
                SERVICE.operationId(), SERVICE.nodeId(), space.root(), missing(), Instant.EPOCH);
        var negative =
                new Operation.PutPath(SERVICE.operationId(), "a", Service.content("a"), -1, Instant.EPOCH, false, null);
        var fat = new Operation.PutPath(
                SERVICE.operationId(),
                "a",
                Service.content("a"),
                1,
                Instant.EPOCH,
                false,
                Map.of("k", "v".repeat(4096)));
        for (var bad : List.of(noId, noName, negative, fat)) {
            assertThatThrownBy(() -> ann.commit(space, good, bad)).isInstanceOfSatisfying(ProblemException.class, e -> {
                assertThat(e.problem()).isEqualTo(Problem.INVALID_REQUEST);
                assertThat(String.valueOf(e.extensions().get("field"))).startsWith("operations[1].");
            });
        }
        var many = Collections.<Operation>nCopies(Operations.MAX + 1, good);
        assertThatThrownBy(() -> ann.commit(space, many)).isInstanceOf(ProblemException.class);
        assertThat(ann.names(space, space.root())).isEmpty();
    }

    @Test
    void contentsAreNamedThroughTheUploadServiceOnly() {
        assertThatThrownBy(() -> ann.call(
                        () -> SERVICE.nodes.apply(space.id(), new Operations(List.of(SERVICE.path("a", "a"))))))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.FORBIDDEN));
        ann.call(() -> SERVICE.nodes.apply(space.id(), new Operations(List.of(SERVICE.folder(space.root(), "f")))));
        assertThat(ann.names(space, space.root())).containsExactly("f");
    }

    @Test
    void childrenComeInPagesByBytes() {
        var operations = new ArrayList<Operation>();
        for (var name : List.of("b", "a", "\uffff", "𐀀", "Z", "é", "a.b", "a-b")) {
            operations.add(SERVICE.folder(space.root(), name));
        }
        ann.commit(space, operations);
        var seen = new ArrayList<String>();
        String after = null;
        do {
            var from = after;
            var page = ann.call(() -> SERVICE.nodes.children(space.id(), space.root(), from, 3));
            page.nodes().stream().map(Node::name).forEach(seen::add);
            after = page.next();
        } while (after != null);
        assertThat(seen).containsExactly("Z", "a", "a-b", "a.b", "b", "é", "\uffff", "𐀀");
    }

    private Space view() {
        return ann.call(() -> SERVICE.spaces.space(space.id().toString()));
    }

    /** What a JSON body leaves out. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T missing() {
        return null;
    }
}
