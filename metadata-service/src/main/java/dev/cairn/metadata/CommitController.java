package dev.cairn.metadata;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.node.Commits;
import dev.cairn.metadata.space.SpaceGate;
import org.springframework.web.bind.annotation.RestController;

/** What the upload service asks. */
@RestController
final class CommitController implements CommitApi {
    private final SpaceGate gate;
    private final Commits commits;

    CommitController(SpaceGate gate, Commits commits) {
        this.gate = gate;
        this.commits = commits;
    }

    @Override
    public void check(SpaceId space, long bytes) {
        check(space, bytes, SpaceRole.EDITOR);
    }

    @Override
    public void checkAdd(SpaceId space, long bytes) {
        check(space, bytes, SpaceRole.UPLOADER);
    }

    private void check(SpaceId space, long bytes, SpaceRole needed) {
        if (bytes < 0) {
            throw ProblemException.invalid("bytes", "A number of bytes is not negative");
        }
        gate.enter(space, needed).quota().require(bytes);
    }

    @Override
    public CommitReply commit(SpaceId space, long pinned, Operations operations) {
        return commits.commit(space, pinned, operations);
    }
}
