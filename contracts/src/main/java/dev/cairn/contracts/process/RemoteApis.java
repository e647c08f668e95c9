package dev.cairn.contracts.process;

import dev.cairn.contracts.http.CallerRelay;
import dev.cairn.contracts.http.ProblemDecoder;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/**
 * Makes the interfaces of {@code contracts} callable in another process. A proxy throws the same {@code ProblemException} the
 * in-process bean throws; a service that cannot be reached is {@code UNAVAILABLE}, which callers may retry. Nothing is retried here.
 */
public final class RemoteApis {
    private static final Duration CONNECT_WAIT_MAX = Duration.ofSeconds(2);

    /** Longer than the longest poll. */
    private static final Duration REPLY_WAIT_MAX = Duration.ofSeconds(70);

    private final CallerRelay relay;
    private final ProblemDecoder problems;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WAIT_MAX)
            .build();

    public RemoteApis(CallerRelay relay, ProblemDecoder problems) {
        this.relay = relay;
        this.problems = problems;
    }

    /** A proxy of {@code api} at {@code address}; thread-safe, owns nothing to close. */
    public <T> T create(Class<T> api, URI address) {
        var requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(REPLY_WAIT_MAX);
        var client = RestClient.builder()
                .baseUrl(address)
                .requestFactory(requests)
                .requestInterceptor(relay)
                .defaultStatusHandler(HttpStatusCode::isError, problems)
                .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
                .exchangeAdapterDecorator(EmptyBodies::new)
                .build()
                .createClient(api);
    }
}
