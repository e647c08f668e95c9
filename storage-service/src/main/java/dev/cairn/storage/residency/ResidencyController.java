package dev.cairn.storage.residency;

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
        return residency.look(space);
    }

    @Override
    public void allow(SpaceId space, AllowedRegions regions) {
        residency.allow(space, regions.regions());
    }
}
