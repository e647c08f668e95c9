package dev.cairn.allinone.embedded;

import dev.cairn.s3.connector.S3Connector;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The web server: bytes move through large buffers, and the S3 endpoint has a port of its own. */
@Configuration(proxyBeanMethods = false)
class WebServerConfiguration {
    /** Half the CPU per gigabyte of Tomcat's default of 8 KB. */
    private static final String SOCKET_BUFFER_BYTES = Integer.toString(128 * 1024);

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> cairnConnectors(S3Port s3Port) {
        return factory -> {
            factory.addConnectorCustomizers(connector -> useLargeBuffers(connector.getProtocolHandler()));
            factory.addAdditionalConnectors(S3Connector.on(s3Port.number()));
        };
    }

    private static void useLargeBuffers(ProtocolHandler handler) {
        if (handler instanceof AbstractHttp11Protocol<?> http) {
            http.setProperty("socket.appReadBufSize", SOCKET_BUFFER_BYTES);
            http.setProperty("socket.appWriteBufSize", SOCKET_BUFFER_BYTES);
        }
    }
}
