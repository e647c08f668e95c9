package dev.cairn.sync;

import dev.cairn.contracts.http.ApiSecurityConfiguration;
import dev.cairn.refusals.RefusalConfiguration;
import dev.cairn.sync.delta.DeltaConfiguration;
import dev.cairn.sync.feed.FeedConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The sync service. Needs from outside: {@code InstantSource}, {@code JwtDecoder}, {@code ClusterSecret}, {@code JsonMapper},
 * {@code NodeApi}, {@code SpaceApi}, and somebody who calls its {@code EventConsumer} beans. Keeps nothing: devices hold their cursors.
 */
@Configuration(proxyBeanMethods = false)
@Import({ApiSecurityConfiguration.class, RefusalConfiguration.class, DeltaConfiguration.class, FeedConfiguration.class})
public class SyncModule {}
