package dev.cairn.web.files;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.EmptyState;
import dev.cairn.web.shell.Glyph;
import dev.cairn.web.shell.MainLayout;
import dev.cairn.web.shell.Notice;
import dev.cairn.web.shell.Places;
import dev.cairn.web.shell.SignedIn;
import dev.cairn.web.shell.SpacesChanged;
import dev.cairn.web.transfer.Transfers;
import dev.cairn.web.transfer.UploadTarget;
import dev.cairn.web.transfer.Uploads;
import jakarta.annotation.security.PermitAll;
import org.jspecify.annotations.Nullable;

/** A space to which somebody may add files without seeing what is there: {@code /add/{space}}. */
@Route(value = Places.ADD + "/:space", layout = MainLayout.class)
@PermitAll
public final class AddView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final transient SignedIn signedIn;
    private final transient SpaceApi spaces;
    private final transient Uploads uploads;
    private @Nullable String name;

    public AddView(SignedIn signedIn, SpaceApi spaces, Transfers transfers) {
        this.signedIn = signedIn;
        this.spaces = spaces;
        this.uploads = transfers.uploads(UI.getCurrent(), signedIn);
        addClassName("cairn-view");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        try {
            var key = event.getRouteParameters().get("space").orElseThrow();
            var space = signedIn.call(() -> spaces.space(key));
            if (space.role().sees()) {
                event.forwardTo(Places.files(space));
            } else {
                show(space);
            }
        } catch (ProblemException e) {
            if (e.problem() != Problem.NOT_FOUND) {
                throw e;
            }
            event.rerouteToError(NotFoundException.class);
        }
    }

    private void show(Space space) {
        var title = Places.name(space);
        name = title;
        removeAll();
        var pick = Glyph.button("upload", "Choose files", () -> {});
        pick.addThemeVariants(ButtonVariant.PRIMARY);
        Uploads.picker(pick, false);
        add(new EmptyState(
                "upload",
                "Add files to " + title,
                "Drop files and folders here. The members of the space see them; you do not see what is in it, not even what you have"
                        + " added.",
                pick,
                Glyph.button("people", "Leave the space", () -> leave(space))));
        uploads.into(UploadTarget.unseen(space, title));
    }

    private void leave(Space space) {
        try {
            signedIn.run(() -> spaces.removeMember(space.id(), signedIn.caller().account()));
        } catch (ProblemException e) {
            Notice.failed(e);
            return;
        }
        SpacesChanged.tell(UI.getCurrent());
        UI.getCurrent().navigate("");
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        uploads.zone(this);
    }

    @Override
    public String getPageTitle() {
        return name == null ? "Cairn" : name + " – Cairn";
    }
}
