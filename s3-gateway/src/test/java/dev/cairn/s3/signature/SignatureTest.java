package dev.cairn.s3.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.s3.FakeDirectory;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Request;
import dev.cairn.testkit.fake.FakeTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** The examples of Amazon's documentation of Signature Version 4, and what must not pass. */
class SignatureTest {
    private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final String HOST = "examplebucket.s3.amazonaws.com";
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String SCOPE = KEY + "/20130524/us-east-1/s3/aws4_request";
    private static final Instant TIME = Instant.parse("2013-05-24T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(TIME);
    private final InstantSource clock = now::get;
    private final FakeDirectory directory = new FakeDirectory(clock);
    private final Credentials credentials = new Credentials(directory, new FakeTokens(clock), clock);
    private final SignatureCheck check = new SignatureCheck(credentials, clock);

    SignatureTest() {
        directory.add("ann", KEY, SECRET);
    }

    private static MockHttpServletRequest request(String method, String path, @Nullable String query) {
        var request = new MockHttpServletRequest(method, path);
        request.setQueryString(query);
        request.addHeader("Host", HOST);
        return request;
    }

    private static MockHttpServletRequest signed(
            String method, String path, @Nullable String query, String signedHeaders, String signature, String hash) {
        var request = request(method, path, query);
        request.addHeader("x-amz-date", "20130524T000000Z");
        request.addHeader("x-amz-content-sha256", hash);
        request.addHeader(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + SCOPE + ",SignedHeaders=" + signedHeaders + ",Signature=" + signature);
        return request;
    }

    private Signer check(MockHttpServletRequest request) {
        return check.check(S3Request.of(request, List.of("s3.amazonaws.com")));
    }

    private void assertRefused(MockHttpServletRequest request, S3Error error) {
        assertThatThrownBy(() -> check(request)).isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.error())
                .isEqualTo(error));
    }

    private static MockHttpServletRequest getObject() {
        var request = signed(
                "GET",
                "/test.txt",
                null,
                "host;range;x-amz-content-sha256;x-amz-date",
                "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
                EMPTY);
        request.addHeader("Range", "bytes=0-9");
        return request;
    }

    private static MockHttpServletRequest presigned() {
        return request(
                "GET",
                "/test.txt",
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" + SCOPE.replace("/", "%2F")
                        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    }

    @Test
    void theDocumentedGetObjectIsAccepted() {
        assertThat(check(getObject()).accessKey()).isEqualTo(KEY);
    }

    @Test
    void theDocumentedPutObjectWithADollarInItsKeyIsAccepted() {
        var request = signed(
                "PUT",
                "/test%24file.text",
                null,
                "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
                "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
                "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072");
        request.addHeader("Date", "Fri, 24 May 2013 00:00:00 GMT");
        request.addHeader("x-amz-storage-class", "REDUCED_REDUNDANCY");
        assertThat(check(request).accessKey()).isEqualTo(KEY);
    }

    @Test
    void theDocumentedQuestionAboutTheLifecycleIsAccepted() {
        var request = signed(
                "GET",
                "/",
                "lifecycle",
                "host;x-amz-content-sha256;x-amz-date",
                "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
                EMPTY);
        assertThat(check(request).accessKey()).isEqualTo(KEY);
    }

    @Test
    void theDocumentedListingIsAccepted() {
        var request = signed(
                "GET",
                "/",
                "max-keys=2&prefix=J",
                "host;x-amz-content-sha256;x-amz-date",
                "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
                EMPTY);
        assertThat(check(request).accessKey()).isEqualTo(KEY);
    }

    @Test
    void theDocumentedPresignedAddressIsAcceptedUntilItExpires() {
        assertThat(check(presigned()).payloadHash()).isEqualTo("UNSIGNED-PAYLOAD");
        now.set(TIME.plus(Duration.ofHours(24)));
        assertThat(check(presigned()).accessKey()).isEqualTo(KEY);
        now.set(TIME.plus(Duration.ofHours(24)).plusSeconds(1));
        assertRefused(presigned(), S3Error.ACCESS_DENIED);
        now.set(TIME.minus(Duration.ofMinutes(16)));
        assertRefused(presigned(), S3Error.ACCESS_DENIED);
    }

    @Test
    void anyChangeMakesTheSignatureWrong() {
        var otherMethod = getObject();
        otherMethod.setMethod("DELETE");
        assertRefused(otherMethod, S3Error.SIGNATURE_DOES_NOT_MATCH);
        var otherPath = getObject();
        otherPath.setRequestURI("/test.tx");
        assertRefused(otherPath, S3Error.SIGNATURE_DOES_NOT_MATCH);
        var otherQuery = getObject();
        otherQuery.setQueryString("acl");
        assertRefused(otherQuery, S3Error.SIGNATURE_DOES_NOT_MATCH);
        var otherHost = getObject();
        otherHost.removeHeader("Host");
        otherHost.addHeader("Host", "other.s3.amazonaws.com");
        assertRefused(otherHost, S3Error.SIGNATURE_DOES_NOT_MATCH);
    }

    @Test
    void aClockThatIsOffByMoreThanAQuarterOfAnHourIsRefused() {
        now.set(TIME.plus(Duration.ofMinutes(15)));
        assertThat(check(getObject()).accessKey()).isEqualTo(KEY);
        now.set(TIME.plus(Duration.ofMinutes(15)).plusSeconds(1));
        assertRefused(getObject(), S3Error.REQUEST_TIME_TOO_SKEWED);
        now.set(TIME.minus(Duration.ofMinutes(15)).minusSeconds(1));
        assertRefused(getObject(), S3Error.REQUEST_TIME_TOO_SKEWED);
    }

    @Test
    void nobodyAndStrangersAreRefused() {
        assertRefused(request("GET", "/test.txt", null), S3Error.ACCESS_DENIED);
        var old = request("GET", "/test.txt", null);
        old.addHeader("Authorization", "AWS " + KEY + ":qgk2+6Sv9/oM7G3qLEjTH1a1l1g=");
        assertRefused(old, S3Error.INVALID_REQUEST);
        var stranger = getObject();
        var authorization = String.valueOf(stranger.getHeader("Authorization"));
        stranger.removeHeader("Authorization");
        stranger.addHeader("Authorization", authorization.replace(KEY, "AKIDUNKNOWN"));
        assertRefused(stranger, S3Error.INVALID_ACCESS_KEY_ID);
    }

    @Test
    void anAmazonHeaderThatIsNotSignedIsRefused() {
        var request = getObject();
        request.addHeader("x-amz-acl", "public-read");
        assertRefused(request, S3Error.ACCESS_DENIED);
    }

    @Test
    void authIsAskedOnceAMinuteAndARevokedKeyStopsThen() {
        check(getObject());
        check(getObject());
        assertThat(directory.asked).hasValue(1);
        directory.add("ann", KEY, "another secret");
        check(getObject());
        now.set(TIME.plus(Duration.ofSeconds(61)));
        assertRefused(getObject(), S3Error.SIGNATURE_DOES_NOT_MATCH);
        assertThat(directory.asked).hasValue(2);
    }

    @Test
    void theDocumentedChainOfChunkSignaturesIsTheOneComputed() {
        var scope = Scope.parse(SCOPE, S3Error.AUTHORIZATION_HEADER_MALFORMED);
        var signer = new Signer(
                KEY,
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
                "20130524T000000Z",
                scope.text(),
                scope.signingKey(SECRET));
        var first = signer.chunkSignature(
                signer.signature(), "bf718b6f653bebc184e1479f1935b8da974d701b893afcf49e701f3e2f9f9c5a");
        assertThat(first).isEqualTo("ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648");
        var second = signer.chunkSignature(first, "2edc986847e209b4016e141a6dc8716d3207350f416969382d431539bf292e4a");
        assertThat(second).isEqualTo("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497");
        assertThat(signer.chunkSignature(second, EMPTY))
                .isEqualTo("b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
    }
}
