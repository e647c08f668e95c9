package dev.cairn.contracts.metadata;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.SpaceId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Which contents have names: what storage asks before it gives up bytes (ADR 0140). Service to service, for nobody in particular. */
@HttpExchange("/internal/v1/metadata/census")
public interface CensusApi {
    /** Most spaces in one question. */
    int SPACES_MAX = 1_000;

    /** Most contents in one page. */
    int CONTENTS_MAX = 10_000;

    /** What is known of these spaces, at most {@link #SPACES_MAX}; one answer for each, in order. */
    @PostExchange("/spaces")
    List<SpaceCensus> spaces(@RequestBody List<SpaceId> spaces);

    /**
     * From its return on, no commit that rests on a pin older than {@code epoch} succeeds in the space, and every one that did is
     * seen by {@link #contents}. Never lowers a fence.
     */
    @PostExchange("/spaces/{space}/fence")
    SpaceCensus fence(@PathVariable SpaceId space, @RequestParam long epoch);

    /**
     * The contents with a name, newest and older versions and those in the trash: at most {@code limit} (1 to {@link #CONTENTS_MAX})
     * after {@code after} in the order of ids, as a {@link CensusPage}. A content that has a name all the while is never left out, however
     * names come and go between two pages. The last page says so, and how many there are: whoever was told of fewer, but for those
     * that were named meanwhile, was not told of all.
     */
    @GetExchange(url = "/spaces/{space}/contents", accept = "application/octet-stream")
    byte[] contents(
            @PathVariable SpaceId space,
            @RequestParam(required = false) @Nullable ContentId after,
            @RequestParam int limit);
}
