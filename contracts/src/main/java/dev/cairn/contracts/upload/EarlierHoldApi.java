package dev.cairn.contracts.upload;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.UploadId;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Holds for uploads that were begun before there were any. Service to service, for nobody in particular. */
@HttpExchange("/internal/v1/upload/holds")
public interface EarlierHoldApi {
    /**
     * Begins a hold in the name of who began the upload. Until it ends or its days are over, nothing of the space is collected,
     * whenever it was stored.
     *
     * @param days 1 to {@link SessionApi#HOLD_DAYS_MAX}
     */
    @PostExchange("/{space}/everything")
    UploadId holdEverything(@PathVariable SpaceId space, @RequestParam AccountId account, @RequestParam int days);
}
