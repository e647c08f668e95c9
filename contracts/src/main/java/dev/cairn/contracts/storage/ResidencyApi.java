package dev.cairn.contracts.storage;

import dev.cairn.contracts.id.SpaceId;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

/** In which regions the bytes of a space may be. Service to service: the caller has authorised. */
@HttpExchange("/internal/v1/storage/spaces/{space}/residency")
public interface ResidencyApi {
    /** What holds for the space; no regions when stores are not routed by region. */
    @GetExchange
    SpaceResidency look(@PathVariable SpaceId space);

    /**
     * From now on; what is stored already stays where it is ({@link SpaceResidency#packsOutside}). INVALID_REQUEST unless each of
     * the regions has a store.
     */
    @PutExchange
    void allow(@PathVariable SpaceId space, @RequestBody AllowedRegions regions);
}
