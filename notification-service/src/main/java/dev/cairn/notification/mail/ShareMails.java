package dev.cairn.notification.mail;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.event.EventConsumer;
import dev.cairn.contracts.event.EventEnvelope;
import java.time.InstantSource;

/**
 * Queues a mail for everybody who is given access by somebody else; not for another role. Of one person, somebody gets at most
 * {@value JdbcMailQueue#PAIR_MAX} mails a day, and all together {@value JdbcMailQueue#ACTOR_MAX}: beyond that nothing is sent.
 */
final class ShareMails implements EventConsumer {
    private final JdbcMailQueue queue;
    private final MailDispatcher dispatcher;
    private final boolean enabled;
    private final InstantSource clock;

    /** @param enabled false: mail that could not be sent today is not kept to surprise somebody next year */
    ShareMails(JdbcMailQueue queue, MailDispatcher dispatcher, boolean enabled, InstantSource clock) {
        this.queue = queue;
        this.dispatcher = dispatcher;
        this.enabled = enabled;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "notification.mail";
    }

    @Override
    public void accept(EventEnvelope envelope) {
        if (!enabled || !(envelope.event() instanceof Event.AccessChanged access)) {
            return;
        }
        var role = access.role();
        if (role == null || access.before() != null || access.actor().equals(access.account())) {
            return;
        }
        queue.add(
                new ShareNotice(
                        envelope.id(),
                        envelope.at(),
                        access.account(),
                        access.space(),
                        access.spaceName(),
                        role,
                        access.actorName()),
                access.actor(),
                clock.instant());
        dispatcher.wake();
    }
}
