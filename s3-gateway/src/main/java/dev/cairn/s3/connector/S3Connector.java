package dev.cairn.s3.connector;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;

/** How a web server listens for S3 requests. */
public final class S3Connector {
    /** Tomcat's name of the protocol. */
    public static final String PROTOCOL = S3Protocol.class.getName();

    /** Half the CPU per gigabyte of Tomcat's default of 8 KB. */
    private static final String SOCKET_BUFFER_BYTES = Integer.toString(128 * 1024);

    /** Each has two such buffers for as long as it is open. */
    private static final int CONNECTIONS_MAX = 1_000;

    private static final int HEADER_BYTES_MAX = 32 * 1024;
    private static final int IDLE_MILLIS = 60_000;

    private S3Connector() {}

    /** A connector for this port, in a server that has others; each request has a virtual thread. */
    public static Connector on(int port) {
        var connector = new Connector(PROTOCOL);
        connector.setPort(port);
        connector.setURIEncoding("UTF-8");
        prepare(connector);
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setExecutor(new VirtualThreadExecutor("s3-"));
        }
        return connector;
    }

    /** Sets what S3 needs of a connector of this {@link #PROTOCOL}. */
    public static void prepare(Connector connector) {
        // A key may hold an encoded slash or backslash; the S3 code decodes keys itself.
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setConnectionTimeout(IDLE_MILLIS);
            http.setMaxConnections(CONNECTIONS_MAX);
            http.setMaxHttpRequestHeaderSize(HEADER_BYTES_MAX);
            // A refused upload of a client that did not ask is read to its end, so that it sees the refusal.
            http.setMaxSwallowSize(-1);
            http.setProperty("socket.appReadBufSize", SOCKET_BUFFER_BYTES);
            http.setProperty("socket.appWriteBufSize", SOCKET_BUFFER_BYTES);
        }
    }
}
