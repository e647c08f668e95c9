package dev.cairn.web.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A view that failed for a reason nobody thought of; the reason is in the log, not on the page. */
@AnonymousAllowed
public final class BrokenView extends Div implements HasErrorParameter<Exception> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(BrokenView.class);

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        LOG.error("A view could not be opened", parameter.getException());
        add(new EmptyState(
                "warn",
                "This page could not be opened",
                Notice.words(new ProblemException(Problem.INTERNAL, "")),
                new Anchor("", "Go to my files")));
        return Problem.INTERNAL.status();
    }
}
