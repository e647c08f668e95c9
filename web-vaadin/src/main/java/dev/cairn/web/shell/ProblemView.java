package dev.cairn.web.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;

/** A view that could not be opened. Not inside the frame, which may have failed for the same reason. */
@AnonymousAllowed
public final class ProblemView extends Div implements HasErrorParameter<ProblemException>, HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<ProblemException> parameter) {
        var exception = parameter.getException();
        if (exception.problem() == Problem.UNAUTHENTICATED) {
            event.getUI().getPage().setLocation(SignInConfiguration.SIGN_IN);
            return exception.problem().status();
        }
        var missing = exception.problem() == Problem.NOT_FOUND;
        add(new EmptyState(
                missing ? "search" : "warn",
                missing ? "There is nothing here" : exception.problem().title(),
                missing ? "It was moved or deleted, or it was never shared with you." : Notice.words(exception),
                new Anchor("", "Go to my files")));
        return exception.problem().status();
    }

    @Override
    public String getPageTitle() {
        return "Cairn";
    }
}
