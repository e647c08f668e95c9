package dev.cairn.s3;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A web server that does nothing but S3. */
@Configuration(proxyBeanMethods = false)
class S3ServerConfiguration {
    /** Half the CPU per gigabyte of Tomcat's default of 8 KB. */
    private static final String SOCKET_BUFFER_BYTES = Integer.toString(128 * 1024);

    private static final int HEADER_BYTES_MAX = 32 * 1024;
    private static final int IDLE_MILLIS = 60_000;

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> s3Connector() {
        return factory -> factory.addConnectorCustomizers(S3ServerConfiguration::prepare);
    }

    private static void prepare(Connector connector) {
        // A key may hold an encoded slash or backslash; the S3 code decodes keys itself.
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            // "100 Continue" is said when the body is wanted, so that a refused upload is not sent at all.
            http.setContinueResponseTiming("onRead");
            http.setConnectionTimeout(IDLE_MILLIS);
            http.setMaxHttpRequestHeaderSize(HEADER_BYTES_MAX);
            // A refused upload of a client that did not ask is read to its end, so that it sees the refusal.
            http.setMaxSwallowSize(-1);
            http.setProperty("socket.appReadBufSize", SOCKET_BUFFER_BYTES);
            http.setProperty("socket.appWriteBufSize", SOCKET_BUFFER_BYTES);
        }
    }
}
