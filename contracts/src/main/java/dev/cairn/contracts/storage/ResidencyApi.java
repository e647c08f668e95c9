package dev.cairn.contracts.storage;

import dev.cairn.contracts.id.SpaceId;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

/** In which regions the bytes of a space may be; for administrators who signed in themselves. */
@HttpExchange("/api/v1/admin/storage/spaces/{space}/residency")
public interface ResidencyApi {
    /** What holds for the space; no regions when stores are not routed by region. */
    @GetExchange
    SpaceResidency look(@PathVariable SpaceId space);

    /**
     * From now on, and what holds then; what is stored already stays where it is ({@link SpaceResidency#packsOutside}). INVALID_REQUEST unless each of
     * the regions has a store. Whether there is such a space is not asked: what is said holds when it comes.
     */
    @PutExchange
    SpaceResidency allow(@PathVariable SpaceId space, @RequestBody AllowedRegions regions);
}
