package dev.cairn.allinone.embedded;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The web server: bytes move through large buffers, and the S3 endpoint has a port of its own. */
@Configuration(proxyBeanMethods = false)
class WebServerConfiguration {
    /** Half the CPU per gigabyte of Tomcat's default of 8 KB. */
    private static final String SOCKET_BUFFER_BYTES = Integer.toString(128 * 1024);

    private static final int S3_IDLE_MILLIS = 60_000;
    private static final int S3_HEADER_BYTES_MAX = 32 * 1024;

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> cairnConnectors(S3Port s3Port) {
        return factory -> {
            factory.addConnectorCustomizers(connector -> useLargeBuffers(connector.getProtocolHandler()));
            factory.addAdditionalConnectors(s3Connector(s3Port));
        };
    }

    private static Connector s3Connector(S3Port port) {
        var connector = new Connector();
        connector.setPort(port.number());
        // A key may hold an encoded slash or backslash; the S3 code decodes keys itself.
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        connector.setURIEncoding("UTF-8");
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            // "100 Continue" is said when the body is wanted, so that a refused upload is not sent at all.
            http.setContinueResponseTiming("onRead");
            http.setExecutor(new VirtualThreadExecutor("s3-"));
            http.setConnectionTimeout(S3_IDLE_MILLIS);
            http.setMaxHttpRequestHeaderSize(S3_HEADER_BYTES_MAX);
            // A refused upload is read to its end, so that the client sees the refusal and not a broken pipe.
            http.setMaxSwallowSize(-1);
        }
        useLargeBuffers(connector.getProtocolHandler());
        return connector;
    }

    private static void useLargeBuffers(ProtocolHandler handler) {
        if (handler instanceof AbstractHttp11Protocol<?> http) {
            http.setProperty("socket.appReadBufSize", SOCKET_BUFFER_BYTES);
            http.setProperty("socket.appWriteBufSize", SOCKET_BUFFER_BYTES);
        }
    }
}
