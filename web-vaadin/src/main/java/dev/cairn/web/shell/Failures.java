package dev.cairn.web.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person sees when a click fails: a sentence, never a stack trace; and the sign-in page when the sign-in has ended. */
final class Failures implements VaadinServiceInitListener {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Override
    public void serviceInit(ServiceInitEvent event) {
        var service = event.getSource();
        service.addSessionInitListener(init -> init.getSession().setErrorHandler(Failures::tell));
        service.setSystemMessagesProvider(info -> {
            var messages = new CustomizedSystemMessages();
            messages.setSessionExpiredCaption("You have been away for a while");
            messages.setSessionExpiredMessage("Click here to go on.");
            messages.setSessionExpiredNotificationEnabled(true);
            messages.setInternalErrorCaption("Something went wrong");
            messages.setInternalErrorMessage("Click here to load the page again.");
            return messages;
        });
    }

    private static void tell(ErrorEvent event) {
        var problem = problem(event.getThrowable());
        if (problem == null || problem.problem() == Problem.INTERNAL) {
            LOG.error("unexpected", event.getThrowable());
        }
        var ui = UI.getCurrent();
        if (ui == null) {
            return;
        }
        if (problem == null) {
            Notice.failed(new ProblemException(Problem.INTERNAL, ""));
        } else if (problem.problem() == Problem.UNAUTHENTICATED) {
            // Through the sign-in page and back.
            ui.getPage().setLocation(SignInConfiguration.SIGN_IN);
        } else {
            Notice.failed(problem);
        }
    }

    private static @Nullable ProblemException problem(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
        }
        return null;
    }
}
