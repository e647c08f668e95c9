package dev.cairn.s3.gateway;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The S3 endpoint.
 *
 * @param port the local port whose every request is an S3 request
 * @param domains host names below which buckets are host names, in lower case; none: buckets are in the path only
 * @param region what clients are told; they may sign for any
 */
@ConfigurationProperties("cairn.s3")
public record S3Properties(
        @DefaultValue("7861") int port,
        @DefaultValue List<String> domains,
        @DefaultValue("us-east-1") String region) {
    /** Copies the list. */
    public S3Properties {
        domains = List.copyOf(domains);
    }
}
