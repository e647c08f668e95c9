package dev.cairn.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that ask before they send a body, read line by line from the socket. */
class ContinueTest {
    private static final S3TestServer SERVER = S3TestServer.get();
    private static final byte[] BODY = "a body that waits".getBytes(StandardCharsets.US_ASCII);
    private static final int TIMEOUT_MILLIS = 20_000;

    private final TestSigner client = new TestSigner(SERVER);
    private final String bucket = "/c-" + UUID.randomUUID();
    private Socket socket;
    private BufferedReader answers;

    @BeforeEach
    void connect() throws Exception {
        assertThat(client.send("PUT", bucket, new byte[0]).statusCode()).isEqualTo(200);
        socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        client.close();
    }

    private void sendHead(String method, String path, byte[] body, String... headers) throws IOException {
        socket.getOutputStream().write(client.head(method, path, body, headers).getBytes(StandardCharsets.US_ASCII));
    }

    private void sendBody() throws IOException {
        socket.getOutputStream().write(BODY);
    }

    /** Reads a head and, when it announces one, its body. */
    private String answer() throws IOException {
        var head = new StringBuilder();
        int length = 0;
        for (var line = answers.readLine(); line != null && !line.isEmpty(); line = answers.readLine()) {
            head.append(line).append('\n');
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            head.append((char) answers.read());
        }
        return head.toString();
    }

    @Test
    void continueIsSaidInWordsOnceAndBeforeTheBodyComes() throws Exception {
        for (int i = 0; i < 3; i++) {
            sendHead("PUT", bucket + "/asked", BODY, "Expect", "100-continue");
            assertThat(answer()).isEqualTo("HTTP/1.1 100 Continue\n");
            sendBody();
            assertThat(answer()).startsWith("HTTP/1.1 200");
        }
        assertThat(client.send("GET", bucket + "/asked", new byte[0]).body()).isEqualTo(BODY);
    }

    @Test
    void whoDoesNotAskIsNotTold() throws Exception {
        sendHead("PUT", bucket + "/unasked", BODY);
        sendBody();
        assertThat(answer()).startsWith("HTTP/1.1 200");
    }

    /** botocore takes a refusal without words in the place of "100 Continue" for garbage. */
    @Test
    void aRefusalComesAfterContinueAndLeavesTheConnectionInOrder() throws Exception {
        sendHead("PUT", "/no-such-bucket/asked", BODY, "Expect", "100-continue");
        assertThat(answer()).isEqualTo("HTTP/1.1 100 Continue\n");
        sendBody();
        assertThat(answer()).startsWith("HTTP/1.1 404").contains("NoSuchBucket");
        sendHead("PUT", bucket + "/asked", BODY, "Expect", "100-continue");
        assertThat(answer()).isEqualTo("HTTP/1.1 100 Continue\n");
        sendBody();
        assertThat(answer()).startsWith("HTTP/1.1 200");
    }

    @Test
    void anUploadThatFailsAfterItsBodyIsToldWhy() throws Exception {
        sendHead("PUT", bucket + "/wrong", BODY, "Expect", "100-continue", "x-amz-checksum-crc32", "AAAAAA==");
        assertThat(answer()).isEqualTo("HTTP/1.1 100 Continue\n");
        sendBody();
        assertThat(answer()).startsWith("HTTP/1.1 400").contains("BadDigest");
    }
}
