package dev.cairn.metadata;

import dev.cairn.contracts.http.ApiDescription;
import dev.cairn.contracts.http.ApiSecurityConfiguration;
import dev.cairn.metadata.node.BatchConfiguration;
import dev.cairn.refusals.RefusalConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The metadata service, which also answers with the description of the whole API: everything it is, for a process of its own or for
 * the one with all services. Needs a DataSource, a JdbcClient, a PlatformTransactionManager, an InstantSource, a JsonMapper, the
 * ClusterSecret, an EventBus, Attempts, a JwtDecoder and a DirectoryApi.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    ApiSecurityConfiguration.class,
    RefusalConfiguration.class,
    ApiDescription.class,
    MetadataFeatures.class,
    BatchConfiguration.class
})
public class MetadataModule {}
