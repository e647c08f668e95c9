package dev.cairn.metadata.link;

import dev.cairn.contracts.metadata.SharedApi;
import dev.cairn.contracts.metadata.SharedNode;
import dev.cairn.contracts.metadata.SharedRequest;
import dev.cairn.contracts.metadata.Ticketed;
import org.springframework.web.bind.annotation.RestController;

/** Links of strangers over HTTP and in process. */
@RestController
final class SharedController implements SharedApi {
    private final SharedLinks links;

    SharedController(SharedLinks links) {
        this.links = links;
    }

    @Override
    public SharedNode view(SharedRequest request) {
        return links.view(request);
    }

    @Override
    public Ticketed ticket(SharedRequest request) {
        return links.ticket(request);
    }
}
