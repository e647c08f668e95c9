package dev.cairn.metadata.space;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Member;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.metadata.SpaceQuota;
import dev.cairn.contracts.metadata.Ticketed;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

/** Spaces over HTTP and in process. */
@RestController
final class SpaceController implements SpaceApi {
    private final Spaces spaces;
    private final Members members;

    SpaceController(Spaces spaces, Members members) {
        this.spaces = spaces;
        this.members = members;
    }

    @Override
    public List<Space> spaces() {
        return spaces.all();
    }

    @Override
    public Space create(NewSpace space) {
        return spaces.create(space);
    }

    @Override
    public Space space(String key) {
        return spaces.find(key);
    }

    @Override
    public void delete(SpaceId space) {
        spaces.delete(space);
    }

    @Override
    public List<Member> members(SpaceId space) {
        return members.of(space);
    }

    @Override
    public Member addMember(SpaceId space, NewMember member) {
        return members.add(space, member);
    }

    @Override
    public void removeMember(SpaceId space, AccountId account) {
        members.remove(space, account);
    }

    @Override
    public Space setQuota(SpaceId space, SpaceQuota quota) {
        return spaces.setQuota(space, quota);
    }

    @Override
    public Ticketed ticket(SpaceId space) {
        return spaces.ticket(space);
    }
}
