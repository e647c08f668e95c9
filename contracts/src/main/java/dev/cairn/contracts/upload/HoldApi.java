package dev.cairn.contracts.upload;

import dev.cairn.contracts.id.SpaceId;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** What unfinished uploads still need; asked by storage before it gives up bytes (ADR 0140). Service to service. */
@HttpExchange("/internal/v1/upload/holds")
public interface HoldApi {
    /** What was stored or pinned in the space at this epoch or later may belong to an unfinished upload. */
    @GetExchange("/{space}")
    Held oldest(@PathVariable SpaceId space);
}
