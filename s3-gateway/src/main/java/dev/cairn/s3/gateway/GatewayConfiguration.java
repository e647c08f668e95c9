package dev.cairn.s3.gateway;

import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.PolicyApi;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.reply.ReplyBudget;
import dev.cairn.contracts.reply.ReplyConfiguration;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.upload.DeviceUploadApi;
import dev.cairn.contracts.upload.EndpointAttributes;
import dev.cairn.contracts.upload.SessionApi;
import dev.cairn.s3.bucket.BucketLifecycle;
import dev.cairn.s3.bucket.BucketSettings;
import dev.cairn.s3.bucket.BucketSpaces;
import dev.cairn.s3.bucket.Buckets;
import dev.cairn.s3.connector.S3ErrorForm;
import dev.cairn.s3.listing.ListObjects;
import dev.cairn.s3.multipart.CompleteUpload;
import dev.cairn.s3.multipart.ListUploads;
import dev.cairn.s3.multipart.Multipart;
import dev.cairn.s3.object.ContentReader;
import dev.cairn.s3.object.ContentWriter;
import dev.cairn.s3.object.CopyObject;
import dev.cairn.s3.object.DeleteObject;
import dev.cairn.s3.object.GetObject;
import dev.cairn.s3.object.ObjectLookup;
import dev.cairn.s3.object.ObjectNaming;
import dev.cairn.s3.object.ObjectSettings;
import dev.cairn.s3.object.PutObject;
import dev.cairn.s3.signature.Credentials;
import dev.cairn.s3.signature.SignatureCheck;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** The endpoint's beans: the filter, and the operations behind it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(S3Properties.class)
@Import(ReplyConfiguration.class)
public class GatewayConfiguration {
    /** A thread for each task: a task is a part of a request, and requests are limited by the web server. */
    private static final Executor BACKGROUND =
            task -> Thread.ofVirtual().name("s3-bytes").start(task);

    @Bean
    BucketSpaces s3BucketSpaces(SpaceApi spaces) {
        return new BucketSpaces(spaces);
    }

    @Bean
    ObjectLookup s3ObjectLookup(NodeApi nodes) {
        return new ObjectLookup(nodes);
    }

    @Bean
    ContentReader s3ContentReader(ChunkApi chunks, ReplyBudget budget) {
        return new ContentReader(chunks, BACKGROUND, budget);
    }

    @Bean
    ContentWriter s3ContentWriter(SessionApi sessions) {
        return new ContentWriter(sessions, BACKGROUND);
    }

    @Bean
    ObjectNaming s3ObjectNaming(
            DeviceUploadApi uploads, NodeApi nodes, ObjectLookup lookup, ClusterSecret secret, InstantSource clock) {
        return new ObjectNaming(uploads, nodes, lookup, new EndpointAttributes(secret), ids(clock), clock);
    }

    @Bean
    Credentials s3Credentials(DirectoryApi directory, JwtDecoder decoder, InstantSource clock) {
        return new Credentials(directory, decoder, clock);
    }

    @Bean
    Router s3Router(
            S3Properties properties,
            SpaceApi spaces,
            NodeApi nodes,
            PolicyApi policies,
            BucketSpaces buckets,
            ObjectLookup lookup,
            ContentReader reader,
            ContentWriter writer,
            ObjectNaming naming,
            Multipart multipart,
            CompleteUpload complete,
            ListUploads uploads,
            InstantSource clock) {
        return new Router(
                new Buckets(spaces, nodes, buckets, ids(clock), properties.region()),
                new BucketSettings(buckets, properties.region()),
                new BucketLifecycle(buckets, policies),
                new ListObjects(buckets, nodes),
                new GetObject(buckets, lookup, reader),
                new PutObject(buckets, writer, naming),
                new CopyObject(buckets, lookup, reader, writer, naming),
                new DeleteObject(buckets, lookup, nodes, ids(clock)),
                new ObjectSettings(buckets, lookup),
                multipart,
                complete,
                uploads);
    }

    @Bean
    FilterRegistrationBean<S3Filter> s3Filter(
            S3Properties properties, Credentials credentials, Router router, InstantSource clock) {
        var filter = new S3Filter(properties, new SignatureCheck(credentials, clock), credentials, router, ids(clock));
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    S3ErrorForm s3ErrorForm(InstantSource clock) {
        return new S3ErrorForm(ids(clock));
    }

    private static Ids ids(InstantSource clock) {
        return new Ids(clock, new SecureRandom());
    }
}
