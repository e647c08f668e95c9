package dev.cairn.web.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.select.Select;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets a person choose one of their spaces, for views that show one at a time; the choice is part of the address. */
public final class SpaceChoice extends Select<Space> {
    private static final long serialVersionUID = 1L;

    private final transient SignedIn signedIn;
    private final transient SpaceApi spaces;
    private final String place;

    /** @param place the view's address; the space's key is appended */
    public SpaceChoice(SignedIn signedIn, SpaceApi spaces, String place) {
        this.signedIn = signedIn;
        this.spaces = spaces;
        this.place = place;
        setAriaLabel("Space");
        setItemLabelGenerator(Places::name);
        addClassName("cairn-space-choice");
        addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                UI.getCurrent().navigate(this.place + "/" + Places.key(event.getValue()));
            }
        });
    }

    /** Chooses the space an address names, or the personal one; NOT_FOUND. Hidden while there is only one. */
    public Space choose(@Nullable String key) {
        List<Space> all = signedIn.call(spaces::spaces).stream()
                .filter(space -> space.role().sees())
                .toList();
        var wanted = key == null ? Places.PERSONAL : key;
        var chosen = all.stream()
                .filter(space -> Places.key(space).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "This space was not found"));
        setItems(all);
        setValue(chosen);
        setVisible(all.size() > 1);
        return chosen;
    }
}
