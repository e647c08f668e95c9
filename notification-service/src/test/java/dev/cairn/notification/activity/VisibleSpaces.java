package dev.cairn.notification.activity;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Member;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceQuota;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.metadata.Ticketed;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A metadata service whose caller sees one space. */
final class VisibleSpaces implements SpaceApi {
    private final SpaceId visible;

    VisibleSpaces(SpaceId visible) {
        this.visible = visible;
    }

    @Override
    public Space space(String key) {
        if (!key.equals(visible.toString())) {
            throw ProblemException.notFound("The space");
        }
        return new Space(
                visible,
                SpaceKind.TEAM,
                "Team",
                "team",
                SpaceRole.VIEWER,
                new NodeId(UUID.randomUUID()),
                "1.0.0",
                0,
                null,
                Instant.EPOCH);
    }

    @Override
    public List<Space> spaces() {
        return List.of(space(visible.toString()));
    }

    @Override
    public Space create(NewSpace space) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(SpaceId space) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Member> members(SpaceId space) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Member addMember(SpaceId space, NewMember member) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void removeMember(SpaceId space, AccountId account) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Space setQuota(SpaceId space, SpaceQuota quota) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Ticketed ticket(SpaceId space) {
        throw new UnsupportedOperationException();
    }
}
