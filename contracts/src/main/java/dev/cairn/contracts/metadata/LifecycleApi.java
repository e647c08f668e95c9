package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.SpaceId;
import java.util.List;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Rules of spaces, for who carries out the part of them that metadata does not. Service to service, for nobody in particular. */
@HttpExchange("/internal/v1/metadata/lifecycle")
public interface LifecycleApi {
    /** Most spaces in one question. */
    int SPACES_MAX = 1_000;

    /** The rules of these spaces, at most {@link #SPACES_MAX}; one answer for each, in order; of a space that is not there, no rules. */
    @PostExchange("/spaces")
    List<Lifecycle> spaces(@RequestBody List<SpaceId> spaces);
}
