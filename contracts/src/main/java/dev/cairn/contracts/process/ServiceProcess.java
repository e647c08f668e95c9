package dev.cairn.contracts.process;

import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.http.CallerRelay;
import dev.cairn.contracts.http.ProblemDecoder;
import dev.cairn.contracts.http.ServiceSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imported by every {@code *Application}: the clock, the cluster secret and the way to other services. The secret is read from
 * the file that the property {@code cairn.cluster-secret-file} names: 64 hexadecimal digits, readable by its owner only.
 */
@Configuration(proxyBeanMethods = false)
public class ServiceProcess {
    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    ClusterSecret clusterSecret(Environment environment) {
        var file = environment.getRequiredProperty("cairn.cluster-secret-file");
        try {
            return new ClusterSecret(
                    HexFormat.of().parseHex(Files.readString(Path.of(file)).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException("the cluster secret cannot be read from " + file, e);
        }
    }

    @Bean
    RemoteApis remoteApis(ServiceSignature signature, JsonMapper json) {
        return new RemoteApis(new CallerRelay(signature), new ProblemDecoder(json));
    }
}
