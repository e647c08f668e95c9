package dev.cairn.storage.residency;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.storage.AllowedRegions;
import dev.cairn.contracts.storage.ResidencyApi;
import dev.cairn.contracts.storage.SpaceResidency;
import org.springframework.web.bind.annotation.RestController;

/** The service's side of {@link ResidencyApi}. */
@RestController
final class ResidencyController implements ResidencyApi {
    private final Residency residency;

    ResidencyController(Residency residency) {
        this.residency = residency;
    }

    @Override
    public SpaceResidency look(SpaceId space) {
        Callers.admin();
        return residency.look(space);
    }

    @Override
    public SpaceResidency allow(SpaceId space, AllowedRegions regions) {
        Callers.admin();
        residency.allow(space, regions.regions());
        return residency.look(space);
    }
}
