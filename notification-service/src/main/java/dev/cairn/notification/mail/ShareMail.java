package dev.cairn.notification.mail;

import dev.cairn.contracts.auth.Account;
import dev.cairn.contracts.metadata.SpaceRole;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.web.util.HtmlUtils;

/** The text of a mail, plain and HTML. Names come from users: no line break of theirs reaches a header, no tag the HTML. */
final class ShareMail {
    private final String from;
    private final @Nullable URI link;

    ShareMail(String from, @Nullable URI link) {
        this.from = from;
        this.link = link;
    }

    /** Fills the message in. {@code address} is the recipient's. */
    @SuppressWarnings("JavaUtilDate") // Jakarta Mail knows no other
    void write(MimeMessage message, ShareNotice notice, Account recipient, String address) throws MessagingException {
        var actor = oneLine(notice.actorName());
        var space = oneLine(notice.spaceName());
        var greeting = "Hello " + oneLine(recipient.displayName()) + ",";
        var sentence = actor + " shared \u201c" + space + "\u201d with you. You " + rights(notice.role()) + ".";
        var helper = new MimeMessageHelper(
                message, MimeMessageHelper.MULTIPART_MODE_MIXED_RELATED, StandardCharsets.UTF_8.name());
        helper.setFrom(from);
        helper.setTo(address);
        helper.setSubject(actor + " shared \u201c" + space + "\u201d with you");
        helper.setSentDate(Date.from(notice.created()));
        helper.setText(plain(greeting, sentence), html(greeting, sentence));
        message.setHeader("Message-ID", "<" + notice.event() + "@" + domain() + ">");
        message.setHeader("Auto-Submitted", "auto-generated");
    }

    private String plain(String greeting, String sentence) {
        return greeting + "\n\n" + sentence + "\n" + (link == null ? "" : "\n" + link + "\n");
    }

    private String html(String greeting, String sentence) {
        var anchor = "";
        if (link != null) {
            var address = HtmlUtils.htmlEscape(link.toString());
            anchor = "<p><a href=\"" + address + "\">" + address + "</a></p>";
        }
        return "<!DOCTYPE html><html><body style=\"font-family:sans-serif\"><p>" + HtmlUtils.htmlEscape(greeting)
                + "</p><p>" + HtmlUtils.htmlEscape(sentence) + "</p>" + anchor + "</body></html>";
    }

    private static String rights(SpaceRole role) {
        return switch (role) {
            case UPLOADER -> "may add files to it, but not see what is in it";
            case VIEWER -> "may read what is in it";
            case COMMENTER -> "may read what is in it and comment on it";
            case EDITOR -> "may read and change what is in it";
            case MANAGER -> "may change what is in it and share it with others";
            case OWNER -> "own it now";
        };
    }

    private String domain() {
        int at = from.lastIndexOf('@');
        var domain = from.substring(at + 1).replaceAll("[^A-Za-z0-9.-]", "");
        return domain.isEmpty() ? "localhost" : domain;
    }

    private static String oneLine(String name) {
        return name.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
