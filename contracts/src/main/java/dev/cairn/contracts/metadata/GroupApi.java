package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.GroupId;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Groups; administrators only. What a group was given, everybody in it has from the moment a call returns, and nobody else. */
@HttpExchange("/api/v1/admin/groups")
public interface GroupApi {
    /** Most groups of an installation, and most spaces one group is given. */
    int GROUPS_MAX = 1_000;
    /** Most people of a group. */
    int PEOPLE_MAX = 1_000;

    /** All of them by name. */
    @GetExchange
    List<Group> groups();

    /** Makes one without people. CONFLICT when the name is taken, INVALID_NAME for what is none, TOO_LARGE beyond the limit. */
    @PostExchange
    Group create(@RequestBody GroupName group);

    /** Ends a group and the access it gave. */
    @DeleteExchange("/{group}")
    void delete(@PathVariable GroupId group);

    /** Who is in it, by name. */
    @GetExchange("/{group}/people")
    List<GroupPerson> people(@PathVariable GroupId group);

    /** Takes somebody in; also when they are in it already. NOT_FOUND for an unknown name, TOO_LARGE beyond a limit. */
    @PostExchange("/{group}/people")
    GroupPerson add(@PathVariable GroupId group, @RequestBody NewGroupPerson person);

    /** Takes somebody out, with the access they had by this group alone. */
    @DeleteExchange("/{group}/people/{account}")
    void remove(@PathVariable GroupId group, @PathVariable AccountId account);
}
