package dev.cairn.metadata.group;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.GroupId;
import dev.cairn.contracts.metadata.Group;
import dev.cairn.contracts.metadata.GroupApi;
import dev.cairn.contracts.metadata.GroupName;
import dev.cairn.contracts.metadata.GroupPerson;
import dev.cairn.contracts.metadata.NewGroupPerson;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

/** Groups over HTTP and in process. */
@RestController
final class GroupController implements GroupApi {
    private final Groups groups;

    GroupController(Groups groups) {
        this.groups = groups;
    }

    @Override
    public List<Group> groups() {
        return groups.all();
    }

    @Override
    public Group create(GroupName group) {
        return groups.create(group.name());
    }

    @Override
    public void delete(GroupId group) {
        groups.delete(group);
    }

    @Override
    public List<GroupPerson> people(GroupId group) {
        return groups.people(group);
    }

    @Override
    public GroupPerson add(GroupId group, NewGroupPerson person) {
        return groups.add(group, person.name());
    }

    @Override
    public void remove(GroupId group, AccountId account) {
        groups.remove(group, account);
    }
}
