package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** Spaces and their members. Every call is made for {@code Callers.current()}. A space the caller may not see is NOT_FOUND. */
@HttpExchange("/api/v1/spaces")
public interface SpaceApi {
    /** The caller's spaces, the personal one first (made at the first call). */
    @GetExchange
    List<Space> spaces();

    /** Makes a space. CONFLICT when the slug is taken. */
    @PostExchange
    Space create(@RequestBody NewSpace space);

    /** One space. {@code key} is its id, its slug, or {@code personal}. */
    @GetExchange("/{key}")
    Space space(@PathVariable String key);

    /** Deletes an empty TEAM or BUCKET space; its owner only. NOT_EMPTY when it holds files or folders. */
    @DeleteExchange("/{space}")
    void delete(@PathVariable SpaceId space);

    /** Who has access. */
    @GetExchange("/{space}/members")
    List<Member> members(@PathVariable SpaceId space);

    /** Gives or changes access; MANAGER only, nobody above the caller's own role. NOT_FOUND for an unknown name. */
    @PostExchange("/{space}/members")
    Member addMember(@PathVariable SpaceId space, @RequestBody NewMember member);

    /** Ends access; MANAGER, or the member itself. The last owner stays. */
    @DeleteExchange("/{space}/members/{account}")
    void removeMember(@PathVariable SpaceId space, @PathVariable AccountId account);

    /** Sets the limit of a space; administrators only. Null: none. */
    @PutExchange("/{space}/quota")
    Space setQuota(@PathVariable SpaceId space, @RequestBody SpaceQuota quota);

    /** A right to read the space's chunks, for the storage service; minutes. */
    @PostExchange("/{space}/ticket")
    Ticketed ticket(@PathVariable SpaceId space);
}
