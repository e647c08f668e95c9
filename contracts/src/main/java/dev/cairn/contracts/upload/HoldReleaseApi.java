package dev.cairn.contracts.upload;

import dev.cairn.contracts.id.UploadId;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** Lets go of what nobody waits for any more. Service to service, for nobody in particular. */
@HttpExchange("/internal/v1/upload/holds")
public interface HoldReleaseApi {
    /** Ends a hold, whoever began it; nothing happens when it is gone or no hold. */
    @DeleteExchange("/{hold}")
    void release(@PathVariable UploadId hold);
}
