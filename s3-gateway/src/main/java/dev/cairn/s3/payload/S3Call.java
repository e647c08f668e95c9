package dev.cairn.s3.payload;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.s3.signature.Signer;
import dev.cairn.s3.wire.S3Request;
import dev.cairn.s3.wire.S3Response;
import dev.cairn.s3.wire.XmlNode;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * A signed request being answered. It runs as the key's owner ({@code Callers.current()}).
 *
 * @param owner the key's owner with a token that is still good; ask again for every call of a long request, and in every
 *     thread it starts
 */
public record S3Call(S3Request request, S3Response response, Signer signer, Supplier<Caller> owner) {
    private static final int XML_BYTES_MAX = 4 << 20;

    /** The body; reads nothing yet. */
    public IncomingBody body() throws IOException {
        return IncomingBody.of(request, signer);
    }

    /** The body as a document of at most 4 MiB; MalformedXML. */
    public XmlNode xml(String root) throws IOException {
        return XmlNode.parse(body().readAll(XML_BYTES_MAX), root);
    }

    /** The key in the path. */
    public String key() {
        return request.key();
    }
}
