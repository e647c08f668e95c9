package dev.cairn.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.EventId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.notification.TestDatabase;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Against a real SMTP server. Time stands still unless a test moves it. */
class ShareMailTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final AccountId ANN = new AccountId(UUID.randomUUID());
    private static final AccountId BEN = new AccountId(UUID.randomUUID());

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource clock = now::get;
    private final DataSource database = TestDatabase.create();
    private final int port = freePort();
    private @Nullable GreenMail server;

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.stop();
        }
    }

    private GreenMail startServer() {
        var started = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        started.start();
        server = started;
        return started;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private MailProperties properties(@Nullable String host) {
        return properties(host, null, null);
    }

    private MailProperties properties(
            @Nullable String host, @Nullable String user, MailProperties.@Nullable Security security) {
        return new MailProperties(
                host,
                port,
                user,
                user == null ? null : "secret",
                security,
                "cairn@example.org",
                URI.create("https://cairn.example.org/"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                Duration.ofDays(5));
    }

    private MailDispatcher dispatcher(@Nullable String address) {
        var configuration = new MailConfiguration();
        return configuration.mailDispatcher(queue(), new OneRecipient(BEN, address), properties("127.0.0.1"), clock);
    }

    private JdbcMailQueue queue() {
        return new JdbcMailQueue(JdbcClient.create(database));
    }

    private static EventEnvelope shared(AccountId actor, @Nullable SpaceRole role, String spaceName) {
        return shared(actor, role, null, spaceName);
    }

    private static EventEnvelope shared(
            AccountId actor, @Nullable SpaceRole role, @Nullable SpaceRole before, String spaceName) {
        return new EventEnvelope(
                new EventId(UUID.randomUUID()),
                START,
                new Event.AccessChanged(
                        new SpaceId(UUID.randomUUID()), spaceName, BEN, "ben", role, before, actor, "Ann"));
    }

    private String state(EventEnvelope event) {
        return JdbcClient.create(database)
                .sql("SELECT state || ' ' || attempts FROM notification.mail WHERE event = :event")
                .param("event", event.id().value())
                .query(String.class)
                .single();
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoGetsAccessIsToldInPlainTextAndHtml() throws Exception {
        var smtp = startServer();
        var dispatcher = dispatcher("ben@example.org");
        var mails = new ShareMails(queue(), dispatcher, true, clock);
        var event = shared(ANN, SpaceRole.EDITOR, "Pl\u00e4ne & <i>mehr</i>");

        mails.accept(event);
        mails.accept(event);
        assertThat(dispatcher.dispatch()).isEqualTo(1);
        assertThat(dispatcher.dispatch()).isZero();

        assertThat(smtp.getReceivedMessages()).hasSize(1);
        var message = smtp.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo("Ann shared \u201cPl\u00e4ne & <i>mehr</i>\u201d with you");
        assertThat(message.getMessageID()).isEqualTo("<" + event.id() + "@example.org>");
        assertThat(message.getAllRecipients()[0]).hasToString("ben@example.org");
        var text = GreenMailUtil.getWholeMessage(message);
        assertThat(text).contains("multipart/alternative", "text/plain", "text/html", "https://cairn.example.org/");
        var body = bodies(message);
        assertThat(body).contains("You may read and change what is in it.");
        assertThat(body).contains("Pl&auml;ne &amp; &lt;i&gt;mehr&lt;/i&gt;").contains("Ben &lt;b&gt;");
        assertThat(state(event)).isEqualTo("SENT 1");
    }

    private static String bodies(jakarta.mail.Part part) throws Exception {
        if (part.getContent() instanceof jakarta.mail.Multipart parts) {
            var all = new StringBuilder();
            for (int i = 0; i < parts.getCount(); i++) {
                all.append(bodies(parts.getBodyPart(i)));
            }
            return all.toString();
        }
        return part.getContent().toString();
    }

    @Test
    void aServerThatIsDownForAWhileLosesNoMail() {
        var dispatcher = dispatcher("ben@example.org");
        var mails = new ShareMails(queue(), dispatcher, true, clock);
        var first = shared(ANN, SpaceRole.VIEWER, "One");
        mails.accept(first);
        mails.accept(shared(ANN, SpaceRole.VIEWER, "Two"));

        for (int attempt = 1; attempt <= 8; attempt++) {
            assertThat(dispatcher.dispatch()).isEqualTo(2);
            assertThat(dispatcher.dispatch()).as("not before it is due").isZero();
            assertThat(state(first)).isEqualTo("QUEUED " + attempt);
            now.updateAndGet(time -> time.plus(Duration.ofMinutes(10)));
        }
        var smtp = startServer();
        assertThat(dispatcher.dispatch()).isEqualTo(2);
        assertThat(Arrays.stream(smtp.getReceivedMessages()).map(ShareMailTest::subject))
                .containsExactlyInAnyOrder(
                        "Ann shared \u201cOne\u201d with you", "Ann shared \u201cTwo\u201d with you");
    }

    @Test
    void theRunningDispatcherSendsByItselfAndEndsWhenStopped() {
        var smtp = startServer();
        var dispatcher = dispatcher("ben@example.org");
        dispatcher.start();
        try {
            new ShareMails(queue(), dispatcher, true, clock).accept(shared(ANN, SpaceRole.OWNER, "Mine"));
            assertThat(smtp.waitForIncomingEmail(20_000, 1)).isTrue();
        } finally {
            dispatcher.stop();
        }
        assertThat(dispatcher.isRunning()).isFalse();
    }

    @Test
    void aMailThatCannotBeSentForDaysIsGivenUp() {
        var dispatcher = dispatcher("ben@example.org");
        var event = shared(ANN, SpaceRole.VIEWER, "Late");
        new ShareMails(queue(), dispatcher, true, clock).accept(event);
        now.set(START.plus(Duration.ofDays(6)));
        assertThat(dispatcher.dispatch()).isEqualTo(1);
        assertThat(state(event)).isEqualTo("GIVEN_UP 1");
    }

    @Test
    void nobodyIsToldWhatTheyDidThemselvesOrThatAccessEnded() {
        var dispatcher = dispatcher("ben@example.org");
        var mails = new ShareMails(queue(), dispatcher, true, clock);
        mails.accept(shared(BEN, SpaceRole.OWNER, "Own"));
        mails.accept(shared(ANN, null, SpaceRole.VIEWER, "Gone"));
        mails.accept(shared(ANN, SpaceRole.EDITOR, SpaceRole.VIEWER, "Another role"));
        mails.accept(new EventEnvelope(
                new EventId(UUID.randomUUID()),
                START,
                new Event.LinkCreated(
                        new SpaceId(UUID.randomUUID()), "S", new NodeId(UUID.randomUUID()), "f", ANN, "Ann")));
        assertThat(dispatcher.dispatch()).isZero();
    }

    @Test
    void nobodyFillsTheMailboxOfSomebodyElse() {
        var dispatcher = dispatcher("ben@example.org");
        var mails = new ShareMails(queue(), dispatcher, true, clock);
        var pest = new AccountId(UUID.randomUUID());
        for (int i = 0; i < JdbcMailQueue.PAIR_MAX + 5; i++) {
            mails.accept(shared(pest, SpaceRole.VIEWER, "Again"));
        }
        mails.accept(shared(ANN, SpaceRole.VIEWER, "From somebody else"));
        assertThat(dispatcher.dispatch()).isEqualTo(JdbcMailQueue.PAIR_MAX + 1);
    }

    @Test
    void aPasswordGoesToAServerThatProvedItsNameOnly() {
        for (var unsafe : List.of(MailProperties.Security.NONE, MailProperties.Security.STARTTLS_IF_OFFERED)) {
            assertThatThrownBy(() -> properties("h", "cairn", unsafe)).hasMessageContaining("security");
        }
        var settings = MailConfiguration.smtp(properties("h", "cairn", null)).getJavaMailProperties();
        assertThat(settings)
                .containsEntry("mail.smtp.starttls.required", "true")
                .containsEntry("mail.smtp.ssl.checkserveridentity", "true")
                .doesNotContainKey("mail.smtp.ssl.trust");
    }

    @Test
    void withoutAServerNothingIsQueued() {
        var dispatcher = dispatcher("ben@example.org");
        new ShareMails(queue(), dispatcher, properties(null).configured(), clock)
                .accept(shared(ANN, SpaceRole.VIEWER, "S"));
        assertThat(dispatcher.dispatch()).isZero();
    }

    @Test
    void anAccountWithoutAnAddressGetsNoMail() {
        var event = shared(ANN, SpaceRole.VIEWER, "S");
        var dispatcher = dispatcher(null);
        new ShareMails(queue(), dispatcher, true, clock).accept(event);
        assertThat(dispatcher.dispatch()).isEqualTo(1);
        assertThat(state(event)).isEqualTo("GIVEN_UP 1");
    }

    @Test
    void aNameCannotAddAHeader() throws Exception {
        var smtp = startServer();
        var dispatcher = dispatcher("ben@example.org");
        new ShareMails(queue(), dispatcher, true, clock)
                .accept(shared(ANN, SpaceRole.VIEWER, "x\r\nBcc: eve@example.org"));
        assertThat(dispatcher.dispatch()).isEqualTo(1);
        var message = smtp.getReceivedMessages()[0];
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getSubject()).isEqualTo("Ann shared \u201cx Bcc: eve@example.org\u201d with you");
    }

    @Test
    void waitsGrowUpToALimit() {
        var properties = properties("h");
        assertThat(properties.wait(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(properties.wait(2)).isEqualTo(Duration.ofSeconds(20));
        assertThat(properties.wait(1_000)).isEqualTo(Duration.ofMinutes(10));
    }
}
