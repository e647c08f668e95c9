package dev.cairn.metadata.census;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.metadata.CensusPage;
import dev.cairn.contracts.metadata.SpaceCensus;
import dev.cairn.contracts.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/** The service's side of {@link CensusApi}. */
@RestController
final class CensusController implements CensusApi {
    private final JdbcCensus census;

    CensusController(JdbcCensus census) {
        this.census = census;
    }

    @Override
    public List<SpaceCensus> spaces(List<SpaceId> spaces) {
        if (spaces.size() > SPACES_MAX) {
            throw ProblemException.invalid("spaces", "At most " + SPACES_MAX + " spaces");
        }
        var known = census.spaces(spaces);
        return spaces.stream()
                .map(space -> known.getOrDefault(space, unknown(space)))
                .toList();
    }

    private static SpaceCensus unknown(SpaceId space) {
        return new SpaceCensus(space, SpaceCensus.State.UNKNOWN, 0, 0);
    }

    @Override
    public SpaceCensus fence(SpaceId space, long epoch) {
        census.raiseFence(space, epoch);
        return spaces(List.of(space)).getFirst();
    }

    @Override
    public byte[] contents(SpaceId space, @Nullable ContentId after, int limit) {
        if (limit < 1 || limit > CONTENTS_MAX) {
            throw ProblemException.invalid("limit", "A page has 1 to " + CONTENTS_MAX + " contents");
        }
        // Before the contents: what is named after this is named by a later change.
        long sequence = census.sequence(space);
        var contents = census.contents(space, after, limit);
        var page = contents.size() == limit
                ? CensusPage.more(contents, sequence)
                : CensusPage.last(contents, sequence, census.count(space));
        return page.encode();
    }
}
