package dev.cairn.notification.mail;

import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * Sends what is queued, in one thread. A server that is down, or says "later", is asked again with growing waits until the
 * mail is too old; an address the server refuses for good is given up at once. A crash between sending and noting it sends
 * the mail twice, with the same Message-ID, never not at all.
 */
final class MailDispatcher implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(MailDispatcher.class);
    private static final int BATCH_MAX = 20;
    private static final Duration IDLE_MAX = Duration.ofSeconds(30);
    private static final Duration KEEP_FINISHED = Duration.ofDays(30);

    private final JdbcMailQueue queue;
    private final DirectoryApi directory;
    private final JavaMailSender smtp;
    private final MailProperties properties;
    private final ShareMail text;
    private final InstantSource clock;
    private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
    private volatile @Nullable Thread worker;

    MailDispatcher(
            JdbcMailQueue queue,
            DirectoryApi directory,
            JavaMailSender smtp,
            MailProperties properties,
            InstantSource clock) {
        this.queue = queue;
        this.directory = directory;
        this.smtp = smtp;
        this.properties = properties;
        this.text = new ShareMail(properties.from(), properties.link());
        this.clock = clock;
    }

    /** Something was queued. */
    void wake() {
        var _ = wakeUps.offer(true);
    }

    /** Tries everything that is due now; tells how many mails it tried. */
    int dispatch() {
        int tried = 0;
        // Claimed long enough for the whole batch to run into every timeout.
        var claim = properties.timeout().multipliedBy(4L * BATCH_MAX);
        for (var mails = queue.claim(clock.instant(), claim, BATCH_MAX);
                !mails.isEmpty();
                mails = queue.claim(clock.instant(), claim, BATCH_MAX)) {
            mails.forEach(this::send);
            tried += mails.size();
        }
        return tried;
    }

    private void send(JdbcMailQueue.Claimed mail) {
        var notice = mail.notice();
        try {
            var recipient = directory.byId(notice.recipient());
            var address = recipient.email();
            if (address == null || address.isBlank()) {
                queue.giveUp(notice.event(), "the account has no mail address");
                return;
            }
            var message = smtp.createMimeMessage();
            text.write(message, notice, recipient, address);
            smtp.send(message);
            queue.sent(notice.event());
        } catch (ProblemException e) {
            failed(mail, e, e.problem() == Problem.NOT_FOUND);
        } catch (MessagingException e) {
            failed(mail, e, true);
        } catch (MailException e) {
            failed(mail, e, SmtpRefusal.isFinal(e));
        }
    }

    private void failed(JdbcMailQueue.Claimed mail, Exception why, boolean forGood) {
        var notice = mail.notice();
        var next = clock.instant().plus(properties.wait(mail.attempt()));
        if (forGood || next.isAfter(notice.created().plus(properties.giveUpAfter()))) {
            LOG.warn("The mail for {} is given up after {} tries: {}", notice.event(), mail.attempt(), firstLine(why));
            queue.giveUp(notice.event(), firstLine(why));
        } else {
            LOG.info("The mail for {} could not be sent, next try at {}: {}", notice.event(), next, firstLine(why));
            queue.retry(notice.event(), next, firstLine(why));
        }
    }

    private static String firstLine(Exception why) {
        return why.toString().lines().findFirst().orElse("");
    }

    @Override
    public void start() {
        if (!properties.configured()) {
            LOG.info("No mail is sent: cairn.notification.mail.host is not set");
            return;
        }
        worker = Thread.ofVirtual().name("mail-dispatcher").start(this::run);
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            var pause = IDLE_MAX;
            try {
                dispatch();
                queue.removeFinishedBefore(clock.instant().minus(KEEP_FINISHED));
                pause = queue.nextAttempt()
                        .map(next -> Duration.between(clock.instant(), next))
                        .filter(wait -> wait.compareTo(IDLE_MAX) < 0)
                        .orElse(IDLE_MAX);
            } catch (RuntimeException e) {
                if (isRunning()) {
                    LOG.warn("Mail is not sent at the moment; trying again in {}", pause, e);
                }
            }
            try {
                // At least a moment, so that a mail somebody else has claimed does not make this a busy loop.
                var _ = wakeUps.poll(Math.max(pause.toMillis(), 100), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void stop() {
        var running = worker;
        worker = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }
}
