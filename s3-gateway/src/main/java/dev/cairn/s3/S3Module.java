package dev.cairn.s3;

import dev.cairn.refusals.RefusalConfiguration;
import dev.cairn.s3.gateway.GatewayConfiguration;
import dev.cairn.s3.multipart.MultipartConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The S3 endpoint. Needs from outside: {@code DataSource}, {@code InstantSource}, {@code JwtDecoder}, {@code ClusterSecret}, {@code JsonMapper},
 * {@code DirectoryApi}, {@code SpaceApi}, {@code NodeApi}, {@code SessionApi}, {@code DeviceUploadApi}, {@code ChunkApi}, and a
 * web server that listens on the port {@code cairn.s3.port} and passes encoded slashes on.
 */
@Configuration(proxyBeanMethods = false)
@Import({RefusalConfiguration.class, GatewayConfiguration.class, MultipartConfiguration.class})
public class S3Module {}
