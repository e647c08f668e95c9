package dev.cairn.notification.mail;

import jakarta.mail.SendFailedException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.MailSendException;

/** What an SMTP server's "no" means: an address it refuses with 5xx is refused for good, everything else may pass. */
final class SmtpRefusal {
    private SmtpRefusal() {}

    static boolean isFinal(MailException exception) {
        if (exception instanceof MailSendException sending) {
            for (var failure : sending.getMessageExceptions()) {
                if (failure instanceof SendFailedException send
                        && send.getInvalidAddresses() != null
                        && send.getInvalidAddresses().length > 0) {
                    return true;
                }
            }
            return false;
        }
        // A wrong password, say, is mended by the operator, and the mail is still wanted then.
        return exception instanceof MailParseException;
    }
}
