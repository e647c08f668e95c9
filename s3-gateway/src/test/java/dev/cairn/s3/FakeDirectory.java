package dev.cairn.s3;

import dev.cairn.contracts.auth.Account;
import dev.cairn.contracts.auth.BasicCredential;
import dev.cairn.contracts.auth.BasicRequest;
import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.auth.S3Credential;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.testkit.fake.FakeCallers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A directory with S3 keys; counts how often it is asked. */
public final class FakeDirectory implements DirectoryApi {
    private final InstantSource clock;
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    public final AtomicInteger asked = new AtomicInteger();

    public FakeDirectory(InstantSource clock) {
        this.clock = clock;
    }

    public void add(String owner, String accessKey, String secretKey) {
        owners.put(accessKey, owner);
        secrets.put(accessKey, secretKey);
    }

    @Override
    public S3Credential s3Credential(String accessKey) {
        asked.incrementAndGet();
        var owner = owners.get(accessKey);
        var secret = secrets.get(accessKey);
        if (owner == null || secret == null) {
            throw ProblemException.notFound("The key");
        }
        return new S3Credential(
                FakeCallers.named(owner).account(),
                owner,
                secret,
                FakeCallers.named(owner).token().value(),
                clock.instant().plus(Duration.ofMinutes(10)));
    }

    @Override
    public Account byName(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Account byId(AccountId account) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BasicCredential basic(BasicRequest request) {
        throw new UnsupportedOperationException();
    }
}
