package dev.cairn.web.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;

/** A short message at the bottom of the page. */
public final class Notice {
    private static final int SHORT_MILLIS = 4_000;
    private static final int LONG_MILLIS = 9_000;

    private Notice() {}

    /** Something was done. */
    public static void done(String text) {
        show(text, SHORT_MILLIS);
    }

    /** Something was done and can be taken back for some seconds. */
    public static void done(String text, Runnable undo) {
        var notification = show(text, LONG_MILLIS);
        var button = new Button("Undo", click -> {
            notification.close();
            undo.run();
        });
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        notification.add(button);
    }

    /** Something was refused or failed. */
    public static void failed(String text) {
        var notification = show(text, LONG_MILLIS);
        notification.addThemeVariants(NotificationVariant.ERROR);
        notification.setAssertive(true);
    }

    /** As {@link #failed(String)}, in words for people. */
    public static void failed(ProblemException exception) {
        failed(words(exception));
    }

    /** What a problem means to a person. */
    public static String words(ProblemException exception) {
        return switch (exception.problem()) {
            case NAME_TAKEN -> "There is already something with this name in the folder.";
            case STALE_BASE -> "It was changed in the meantime. Have a look, then try again.";
            case WOULD_CYCLE -> "A folder cannot be moved into itself.";
            case OVER_QUOTA -> "There is no room left in this space.";
            case STORAGE_FULL -> "The server's storage is full. Ask its administrator.";
            case UNAVAILABLE -> "A part of the server cannot be reached at the moment. Try again soon.";
            case TOO_MANY_REQUESTS -> "Too many attempts. Wait a little and try again.";
            case INTERNAL, DAMAGED -> "Something went wrong on the server. The administrator finds more in its log.";
            default -> sentence(exception);
        };
    }

    private static String sentence(ProblemException exception) {
        var text = exception.detail().isBlank() ? Problem.INTERNAL.title() : exception.detail();
        return text.endsWith(".") ? text : text + ".";
    }

    private static Notification show(String text, int millis) {
        var notification = new Notification();
        notification.setDuration(millis);
        notification.setPosition(Notification.Position.BOTTOM_CENTER);
        notification.addClassName("cairn-notice");
        notification.add(new Span(text));
        notification.open();
        return notification;
    }
}
