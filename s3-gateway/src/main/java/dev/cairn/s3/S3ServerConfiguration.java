package dev.cairn.s3;

import dev.cairn.s3.connector.S3Connector;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A web server that does nothing but S3. */
@Configuration(proxyBeanMethods = false)
class S3ServerConfiguration {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> s3Connector() {
        return factory -> {
            factory.setProtocol(S3Connector.PROTOCOL);
            factory.addConnectorCustomizers(S3Connector::prepare);
        };
    }
}
