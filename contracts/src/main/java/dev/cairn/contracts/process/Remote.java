package dev.cairn.contracts.process;

import dev.cairn.contracts.auth.AccountApi;
import dev.cairn.contracts.auth.AdminApi;
import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.http.AccessTokenDecoders;
import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.metadata.CommentApi;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.metadata.ConflictApi;
import dev.cairn.contracts.metadata.FavouriteApi;
import dev.cairn.contracts.metadata.GrantApi;
import dev.cairn.contracts.metadata.GroupApi;
import dev.cairn.contracts.metadata.InventoryApi;
import dev.cairn.contracts.metadata.LifecycleApi;
import dev.cairn.contracts.metadata.LinkApi;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.PolicyApi;
import dev.cairn.contracts.metadata.SearchApi;
import dev.cairn.contracts.metadata.SharedApi;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.notification.ActivityApi;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.sync.DeltaApi;
import dev.cairn.contracts.upload.DeviceUploadApi;
import dev.cairn.contracts.upload.EarlierHoldApi;
import dev.cairn.contracts.upload.HoldApi;
import dev.cairn.contracts.upload.HoldReleaseApi;
import dev.cairn.contracts.upload.SessionApi;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** The other services' interfaces as beans; an {@code *Application} imports those of the services it calls. */
public final class Remote {
    private Remote() {}

    /** Verifies access tokens by the keys of the auth service; {@code cairn.auth.issuer} is the name they carry. */
    @Configuration(proxyBeanMethods = false)
    public static class Tokens {
        @Bean
        JwtDecoder jwtDecoder(InstantSource clock, Environment environment) {
            return AccessTokenDecoders.remote(
                    Service.AUTH.address(environment).resolve("/oauth2/jwks"),
                    environment.getProperty("cairn.auth.issuer", "http://localhost:9347"),
                    clock);
        }
    }

    /** The auth service. */
    @Configuration(proxyBeanMethods = false)
    public static class Auth {
        @Bean
        DirectoryApi directoryApi(RemoteApis apis, Environment environment) {
            return apis.create(DirectoryApi.class, Service.AUTH.address(environment));
        }

        @Bean
        AccountApi accountApi(RemoteApis apis, Environment environment) {
            return apis.create(AccountApi.class, Service.AUTH.address(environment));
        }

        @Bean
        AdminApi adminApi(RemoteApis apis, Environment environment) {
            return apis.create(AdminApi.class, Service.AUTH.address(environment));
        }
    }

    /** The metadata service. */
    @Configuration(proxyBeanMethods = false)
    public static class Metadata {
        @Bean
        SpaceApi spaceApi(RemoteApis apis, Environment environment) {
            return apis.create(SpaceApi.class, Service.METADATA.address(environment));
        }

        @Bean
        NodeApi nodeApi(RemoteApis apis, Environment environment) {
            return apis.create(NodeApi.class, Service.METADATA.address(environment));
        }

        @Bean
        CommitApi commitApi(RemoteApis apis, Environment environment) {
            return apis.create(CommitApi.class, Service.METADATA.address(environment));
        }

        @Bean
        SearchApi searchApi(RemoteApis apis, Environment environment) {
            return apis.create(SearchApi.class, Service.METADATA.address(environment));
        }

        @Bean
        InventoryApi inventoryApi(RemoteApis apis, Environment environment) {
            return apis.create(InventoryApi.class, Service.METADATA.address(environment));
        }

        @Bean
        PolicyApi policyApi(RemoteApis apis, Environment environment) {
            return apis.create(PolicyApi.class, Service.METADATA.address(environment));
        }

        @Bean
        ConflictApi conflictApi(RemoteApis apis, Environment environment) {
            return apis.create(ConflictApi.class, Service.METADATA.address(environment));
        }

        @Bean
        CommentApi commentApi(RemoteApis apis, Environment environment) {
            return apis.create(CommentApi.class, Service.METADATA.address(environment));
        }

        @Bean
        FavouriteApi favouriteApi(RemoteApis apis, Environment environment) {
            return apis.create(FavouriteApi.class, Service.METADATA.address(environment));
        }

        @Bean
        GrantApi grantApi(RemoteApis apis, Environment environment) {
            return apis.create(GrantApi.class, Service.METADATA.address(environment));
        }

        @Bean
        GroupApi groupApi(RemoteApis apis, Environment environment) {
            return apis.create(GroupApi.class, Service.METADATA.address(environment));
        }

        @Bean
        LinkApi linkApi(RemoteApis apis, Environment environment) {
            return apis.create(LinkApi.class, Service.METADATA.address(environment));
        }

        @Bean
        SharedApi sharedApi(RemoteApis apis, Environment environment) {
            return apis.create(SharedApi.class, Service.METADATA.address(environment));
        }
    }

    /** The storage service. */
    @Configuration(proxyBeanMethods = false)
    public static class Storage {
        @Bean
        ChunkApi chunkApi(RemoteApis apis, Environment environment) {
            return apis.create(ChunkApi.class, Service.STORAGE.address(environment));
        }
    }

    /** The upload service. */
    @Configuration(proxyBeanMethods = false)
    public static class Upload {
        @Bean
        SessionApi sessionApi(RemoteApis apis, Environment environment) {
            return apis.create(SessionApi.class, Service.UPLOAD.address(environment));
        }

        @Bean
        DeviceUploadApi deviceUploadApi(RemoteApis apis, Environment environment) {
            return apis.create(DeviceUploadApi.class, Service.UPLOAD.address(environment));
        }
    }

    /** What storage asks of the others before it gives up bytes. */
    @Configuration(proxyBeanMethods = false)
    public static class Collection {
        @Bean
        CensusApi censusApi(RemoteApis apis, Environment environment) {
            return apis.create(CensusApi.class, Service.METADATA.address(environment));
        }

        @Bean
        HoldApi holdApi(RemoteApis apis, Environment environment) {
            return apis.create(HoldApi.class, Service.UPLOAD.address(environment));
        }
    }

    /** What the S3 endpoint asks of the others to carry out rules of buckets. */
    @Configuration(proxyBeanMethods = false)
    public static class Lifecycles {
        @Bean
        LifecycleApi lifecycleApi(RemoteApis apis, Environment environment) {
            return apis.create(LifecycleApi.class, Service.METADATA.address(environment));
        }

        @Bean
        HoldReleaseApi holdReleaseApi(RemoteApis apis, Environment environment) {
            return apis.create(HoldReleaseApi.class, Service.UPLOAD.address(environment));
        }

        @Bean
        EarlierHoldApi earlierHoldApi(RemoteApis apis, Environment environment) {
            return apis.create(EarlierHoldApi.class, Service.UPLOAD.address(environment));
        }
    }

    /** The sync service. */
    @Configuration(proxyBeanMethods = false)
    public static class Sync {
        @Bean
        DeltaApi deltaApi(RemoteApis apis, Environment environment) {
            return apis.create(DeltaApi.class, Service.SYNC.address(environment));
        }
    }

    /** The notification service. */
    @Configuration(proxyBeanMethods = false)
    public static class Notification {
        @Bean
        ActivityApi activityApi(RemoteApis apis, Environment environment) {
            return apis.create(ActivityApi.class, Service.NOTIFICATION.address(environment));
        }
    }
}
