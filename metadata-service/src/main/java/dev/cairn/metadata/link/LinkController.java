package dev.cairn.metadata.link;

import dev.cairn.contracts.id.LinkId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.LinkApi;
import dev.cairn.contracts.metadata.NewShareLink;
import dev.cairn.contracts.metadata.ShareLink;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/** Links of members over HTTP and in process. */
@RestController
final class LinkController implements LinkApi {
    private final Links links;

    LinkController(Links links) {
        this.links = links;
    }

    @Override
    public List<ShareLink> links(SpaceId space, @Nullable NodeId node) {
        return links.of(space, node);
    }

    @Override
    public ShareLink create(SpaceId space, NewShareLink link) {
        return links.create(space, link);
    }

    @Override
    public void revoke(SpaceId space, LinkId link) {
        links.revoke(space, link);
    }
}
