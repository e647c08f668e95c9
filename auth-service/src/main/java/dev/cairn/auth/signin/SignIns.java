package dev.cairn.auth.signin;

import dev.cairn.auth.account.Accounts;
import dev.cairn.auth.account.StoredAccount;
import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.auth.device.Devices;
import dev.cairn.auth.signin.StoredToken.Kind;
import dev.cairn.contracts.auth.Device;
import dev.cairn.contracts.id.DeviceId;
import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where Spring's authorization server keeps what it knows of sign-ins (ADR 0021). Codes and refresh tokens are kept as
 * hashes; access and ID tokens are not kept at all, they name their sign-in in {@code sid}. Who a sign-in speaks for is read
 * anew from the account every time: a disabled account, or one that is no administrator any more, shows at the next refresh.
 */
final class SignIns implements OAuth2AuthorizationService {
    /** Attribute: what the device is called that a sign-in creates. */
    static final String DEVICE_NAME = "cairn.device-name";

    /** Attribute: the app password a sign-in began with. */
    static final String APP_PASSWORD = "cairn.app-password";

    /** The claim of access and ID tokens that names their sign-in. */
    static final String SIGN_IN_CLAIM = "sid";

    /** Attribute: this authorization was read from the database. */
    private static final String STORED = "cairn.stored";

    /** Attribute: hash of the refresh token this authorization was found by. */
    private static final String PRESENTED = "cairn.presented";

    private static final Logger LOG = LoggerFactory.getLogger(SignIns.class);

    private final JdbcSignIns store;
    private final JdbcDatabase database;
    private final Accounts accounts;
    private final Devices devices;
    private final RegisteredClientRepository clients;
    private final JwtDecoder anyToken;
    private final JsonMapper json;
    private final InstantSource clock;

    /** @param anyToken verifies the signature and issuer of access and ID tokens, expired or not */
    SignIns(
            JdbcSignIns store,
            JdbcDatabase database,
            Accounts accounts,
            Devices devices,
            RegisteredClientRepository clients,
            JwtDecoder anyToken,
            JsonMapper json,
            InstantSource clock) {
        this.store = store;
        this.database = database;
        this.accounts = accounts;
        this.devices = devices;
        this.clients = clients;
        this.anyToken = anyToken;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        try {
            database.transactions().executeWithoutResult(status -> write(authorization));
        } catch (DataIntegrityViolationException e) {
            // The app password it began with was revoked meanwhile.
            throw new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_GRANT), e);
        }
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        end(UUID.fromString(authorization.getId()));
    }

    /** Ends a sign-in: its refresh token and its device are void at once. */
    void end(UUID signIn) {
        database.transactions().executeWithoutResult(status -> {
            if (database.lockAccountOf(signIn).isPresent()) {
                store.end(signIn);
            }
        });
    }

    /**
     * A refresh token was presented; called before it is looked up. Ends the sign-in when the token was exchanged before:
     * somebody else has it. Only the same attempt may be repeated, until the client has used what it was answered: a client
     * cut off between sending and storing has no other way (ADR 0023).
     *
     * @param attempt what the client names this exchange, the same at every repetition
     */
    void present(String refreshToken, @Nullable String attempt, String clientId) {
        var hash = TokenHash.of(refreshToken);
        var attemptHash = attempt == null ? null : TokenHash.of(attempt);
        database.transactions().executeWithoutResult(status -> {
            var token = lock(hash, Kind.REFRESH);
            if (token == null || !ofClient(token, clientId)) {
                return;
            }
            if (token.fresh()) {
                if (attemptHash != null) {
                    store.setAttempt(hash, attemptHash);
                }
            } else if (token.voided() == null
                    && attemptHash != null
                    && HexFormat.of().formatHex(attemptHash).equals(token.attempt())
                    && !store.successorUsed(token)) {
                store.revive(hash, token, clock.instant());
            } else {
                LOG.warn("a refresh token was used twice; sign-in {} is ended", token.signIn());
                store.end(token.signIn());
            }
        });
    }

    /**
     * What the device of a refresh token, used or not, is to be wiped of. Then the token proves who it is and nothing else.
     *
     * @param report what the device says that it has done; when that is all, it is noted and the token is void from then on
     */
    Optional<Device.Wipe> toldToWipe(String refreshToken, String clientId, @Nullable WipeReport report) {
        return Objects.requireNonNull(database.transactions().execute(status -> {
            var token = lock(TokenHash.of(refreshToken), Kind.REFRESH);
            if (token == null || !ofClient(token, clientId)) {
                return Optional.<Device.Wipe>empty();
            }
            var device = new DeviceId(token.signIn());
            var order = devices.toldToWipe(device);
            if (order.isPresent()
                    && report != null
                    && (report.unsentToo() || !order.get().unsentToo())) {
                devices.wiped(device, report.left());
                store.forget(token.signIn());
            }
            return order;
        }));
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        var builder = builder(UUID.fromString(id));
        return builder == null ? null : builder.build();
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        if (type == null) {
            var found = byRefreshToken(token);
            return found == null ? byJwt(token) : found;
        }
        return switch (type.getValue()) {
            case OAuth2ParameterNames.CODE -> byCode(token);
            case OAuth2ParameterNames.REFRESH_TOKEN -> byRefreshToken(token);
            case OAuth2ParameterNames.ACCESS_TOKEN, OidcParameterNames.ID_TOKEN -> byJwt(token);
            default -> null;
        };
    }

    private void write(OAuth2Authorization authorization) {
        var id = UUID.fromString(authorization.getId());
        if (invalidated(authorization.getRefreshToken()) || invalidated(authorization.getAccessToken())) {
            if (devices.isToBeWiped(new DeviceId(id))) {
                // The order goes with the sign-in, and is not the device's to take back.
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
            }
            end(id);
            return;
        }
        var now = now();
        if (authorization.getAttribute(STORED) == null) {
            begin(id, authorization, now);
        } else if (database.lockAccountOf(id).isEmpty()) {
            // Revoked while its tokens were made.
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
        var code = authorization.getToken(OAuth2AuthorizationCode.class);
        if (code != null) {
            writeCode(id, code, now);
        }
        var refresh = authorization.getRefreshToken();
        if (refresh != null) {
            writeRefreshToken(id, authorization, refresh.getToken(), now);
        }
    }

    private void begin(UUID id, OAuth2Authorization authorization, Instant now) {
        var principal = account(authorization);
        database.lock(principal.account());
        var account = accounts.find(principal.account()).filter(StoredAccount::enabled);
        if (account.isEmpty() || account.get().generation() != principal.generation()) {
            // Disabled, or given another password, since the password was checked.
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
        store.insert(signIn(id, authorization, now), now);
    }

    private void writeCode(UUID id, OAuth2Authorization.Token<OAuth2AuthorizationCode> code, Instant now) {
        var hash = TokenHash.of(code.getToken().getTokenValue());
        var expires = expires(code.getToken());
        if (store.insert(hash, id, Kind.CODE, issued(code.getToken()), expires)) {
            store.extend(id, expires);
        }
        if (code.isInvalidated() && !store.use(hash, now)) {
            // Two exchanges of one code at once: this one came second.
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
    }

    private void writeRefreshToken(UUID id, OAuth2Authorization authorization, OAuth2RefreshToken token, Instant now) {
        var expires = expires(token);
        if (!store.insert(TokenHash.of(token.getTokenValue()), id, Kind.REFRESH, issued(token), expires)) {
            return;
        }
        store.extend(id, expires);
        String presented = authorization.getAttribute(PRESENTED);
        if (presented != null) {
            if (devices.isToBeWiped(new DeviceId(id))
                    || !store.use(HexFormat.of().parseHex(presented), now)) {
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
            }
            devices.seen(new DeviceId(id), now);
        } else if (authorization.getRegisteredClientId().equals(Clients.DESKTOP)) {
            addDevice(id, authorization, now);
        }
    }

    private void addDevice(UUID id, OAuth2Authorization authorization, Instant now) {
        String name = authorization.getAttribute(DEVICE_NAME);
        String appPassword = authorization.getAttribute(APP_PASSWORD);
        var device = new DeviceId(id);
        if (!devices.add(
                device,
                account(authorization).account(),
                name == null ? "" : name,
                appPassword == null ? null : UUID.fromString(appPassword),
                now)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.ACCESS_DENIED);
        }
        store.bind(id, device);
    }

    private SignIn signIn(UUID id, OAuth2Authorization authorization, Instant now) {
        OAuth2AuthorizationRequest request = authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
        return new SignIn(
                id,
                account(authorization).account(),
                null,
                false,
                authorization.getRegisteredClientId(),
                authorization.getAuthorizationGrantType().getValue(),
                authorization.getAuthorizedScopes(),
                request == null ? null : json.writeValueAsString(BrowserRequest.of(request)),
                now);
    }

    private @Nullable OAuth2Authorization byCode(String value) {
        var token = good(TokenHash.of(value), Kind.CODE);
        if (token != null && !token.fresh()) {
            // Whoever has the code a second time may have had it the first time, too.
            LOG.warn("a code was exchanged twice; sign-in {} is ended", token.signIn());
            end(token.signIn());
            return null;
        }
        var builder = token == null ? null : builder(token.signIn());
        return token == null || builder == null
                ? null
                : builder.token(new OAuth2AuthorizationCode(value, token.issued(), token.expires()))
                        .build();
    }

    private @Nullable OAuth2Authorization byRefreshToken(String value) {
        var hash = TokenHash.of(value);
        var token = good(hash, Kind.REFRESH);
        var builder = token == null || !token.fresh() ? null : builder(token.signIn());
        return token == null || builder == null
                ? null
                : builder.refreshToken(new OAuth2RefreshToken(value, token.issued(), token.expires()))
                        .attribute(PRESENTED, HexFormat.of().formatHex(hash))
                        .build();
    }

    private @Nullable OAuth2Authorization byJwt(String value) {
        Jwt jwt;
        try {
            jwt = anyToken.decode(value);
        } catch (JwtException e) {
            return null;
        }
        var signIn = jwt.getClaimAsString(SIGN_IN_CLAIM);
        var builder = signIn == null ? null : builder(UUID.fromString(signIn));
        if (builder == null) {
            return null;
        }
        OAuth2Token token = TokenClaims.isAccessToken(jwt)
                ? new OAuth2AccessToken(
                        OAuth2AccessToken.TokenType.BEARER, value, jwt.getIssuedAt(), jwt.getExpiresAt(), scopes(jwt))
                : new OidcIdToken(value, jwt.getIssuedAt(), jwt.getExpiresAt(), jwt.getClaims());
        return builder.token(
                        token,
                        metadata -> metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, jwt.getClaims()))
                .build();
    }

    private OAuth2Authorization.@Nullable Builder builder(UUID id) {
        var signIn = store.find(id, now()).orElse(null);
        var client = signIn == null ? null : clients.findById(signIn.client());
        var account = signIn == null
                ? null
                : accounts.find(signIn.account()).filter(StoredAccount::enabled).orElse(null);
        if (signIn == null || client == null || account == null) {
            return null;
        }
        var principal = SignedInAccount.of(account, signIn.withAppPassword());
        var builder = OAuth2Authorization.withRegisteredClient(client)
                .id(id.toString())
                .principalName(principal.getName())
                .authorizationGrantType(new AuthorizationGrantType(signIn.grantType()))
                .authorizedScopes(signIn.scopes())
                .attribute(STORED, true)
                .attribute(Principal.class.getName(), principal.authentication());
        if (signIn.request() != null) {
            var request = json.readValue(signIn.request(), BrowserRequest.class);
            builder.attribute(OAuth2AuthorizationRequest.class.getName(), request.toRequest(client.getClientId()));
            var name = request.parameters().get(BrowserRequest.DEVICE_NAME);
            if (name != null) {
                builder.attribute(DEVICE_NAME, name);
            }
        }
        if (signIn.scopes().contains(OidcScopes.OPENID)) {
            // ID tokens are not kept, and Spring wants to see the last one when it makes another.
            builder.token(new OidcIdToken(
                    "not kept",
                    signIn.signedIn(),
                    signIn.signedIn().plusSeconds(1),
                    Map.of("sub", principal.getName())));
        }
        return builder;
    }

    /** The token that has not expired, used or not. */
    private @Nullable StoredToken good(byte[] hash, Kind kind) {
        return store.token(hash)
                .filter(token -> token.kind() == kind && clock.instant().isBefore(token.expires()))
                .orElse(null);
    }

    /** As {@link #good}, with the account of its sign-in locked. */
    private @Nullable StoredToken lock(byte[] hash, Kind kind) {
        var token = good(hash, kind);
        return token == null || database.lockAccountOf(token.signIn()).isEmpty() ? null : good(hash, kind);
    }

    private boolean ofClient(StoredToken token, String clientId) {
        return store.find(token.signIn(), now())
                .filter(signIn -> signIn.client().equals(clientId))
                .isPresent();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static SignedInAccount account(OAuth2Authorization authorization) {
        Authentication principal = authorization.getAttribute(Principal.class.getName());
        if (principal != null && principal.getPrincipal() instanceof SignedInAccount account) {
            return account;
        }
        throw new IllegalStateException("a sign-in is always somebody's");
    }

    private static Set<String> scopes(Jwt jwt) {
        var scopes = jwt.getClaimAsStringList(OAuth2ParameterNames.SCOPE);
        return scopes == null ? Set.of() : Set.copyOf(scopes);
    }

    private static boolean invalidated(OAuth2Authorization.@Nullable Token<?> token) {
        return token != null && token.isInvalidated();
    }

    private static Instant issued(OAuth2Token token) {
        return Objects.requireNonNull(token.getIssuedAt());
    }

    private static Instant expires(OAuth2Token token) {
        return Objects.requireNonNull(token.getExpiresAt());
    }
}
