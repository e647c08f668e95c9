package dev.cairn.desktop.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way an address is reached. */
class RouteTest {
    private static Route ofEnvironment(String variables) {
        var environment = new HashMap<String, String>();
        for (var variable : variables.split(" ")) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return new Route(ProxySettings.SYSTEM, new SystemProxies(environment));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            https_proxy=http://p:3128                                   | https://cairn.example.org      | p:3128
            https_proxy=p:3128                                          | https://cairn.example.org      | p:3128
            HTTPS_PROXY=http://p                                        | https://cairn.example.org      | p:1080
            https_proxy=http://p:3128                                   | http://cairn.example.org       | -
            http_proxy=http://p:3128                                    | http://cairn.example.org       | p:3128
            HTTP_PROXY=http://p:3128                                    | http://cairn.example.org       | -
            all_proxy=http://p:3128                                     | http://cairn.example.org       | p:3128
            https_proxy=http://p:3128                                   | https://localhost:9347         | -
            https_proxy=http://p:3128                                   | https://127.0.0.1:9347         | -
            https_proxy=http://p:3128                                   | https://[::1]:9347             | -
            https_proxy=http://p:3128 no_proxy=example.org              | https://cairn.example.org      | -
            https_proxy=http://p:3128 no_proxy=.example.org,other       | https://cairn.example.org      | -
            https_proxy=http://p:3128 NO_PROXY=example.org              | https://notexample.org         | p:3128
            https_proxy=http://p:3128 no_proxy=example.org:8443         | https://example.org            | p:3128
            https_proxy=http://p:3128 no_proxy=example.org:8443         | https://example.org:8443       | -
            https_proxy=http://p:3128 no_proxy=*                        | https://example.org            | -
            https_proxy=http://p:3128 no_proxy=                         | https://example.org            | p:3128
            https_proxy=socks5://p:3128                                 | https://example.org            | -
            https_proxy=not:a:proxy                                     | https://example.org            | -
            """)
    void theEnvironmentIsReadAsCurlReadsIt(String variables, URI address, String proxy) {
        assertThat(ofEnvironment(variables).through(address)).isEqualTo(proxy);
    }

    @Test
    void credentialsOfTheEnvironmentAreForTheProxyOnly() {
        var route = ofEnvironment("https_proxy=http://ann:s%2Be+c@p:3128");
        var address = URI.create("https://example.org");
        assertThat(route.authorization(address)).isEqualTo("Basic YW5uOnMrZStj");
        assertThat(route.through(address)).isEqualTo("p:3128");
    }

    @Test
    void whatASettingSaysCountsForEveryAddressButItsExceptions() {
        var route = Route.of(ProxySettings.manual("p", 3128, null, null, List.of("intern.example.org")));
        assertThat(route.through(URI.create("http://localhost:9347"))).isEqualTo("p:3128");
        assertThat(route.through(URI.create("https://cairn.intern.example.org")))
                .isNull();
        assertThat(Route.of(ProxySettings.NONE).through(URI.create("https://example.org")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "http://p,3128,,",
        "ann@p,3128,,",
        "'',3128,,",
        "p,0,,",
        "p,65536,,",
        "p,3128,ann,",
        "p,3128,,secret",
        "p,3128,a:b,secret"
    })
    void whatMakesNoSenseIsSaid(String host, int port, String user, String password) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxySettings.manual(host, port, user, password, List.of()))
                .withMessageMatching(".{20,}")
                .withMessageNotContaining("secret");
    }
}
