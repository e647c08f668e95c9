package dev.cairn.web.files;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.web.shell.Glyph;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What can be done with the selected rows; there while rows are selected. */
final class SelectionBar extends Div {
    private static final long serialVersionUID = 1L;

    private final FileGrid grid;
    private final Span count = new Span();
    private final Button move;
    private final Button rename;
    private final Button share;
    private final Button delete;
    private transient @Nullable Space space;

    SelectionBar(FileGrid grid, FileActions actions) {
        this.grid = grid;
        addClassName("cairn-selection");
        getElement().setAttribute("role", "toolbar");
        getElement().setAttribute("aria-label", "Selected items");
        count.getElement().setAttribute("aria-live", "polite");
        var download = button("download", "Download", chosen -> actions.download(space(), chosen));
        share = button("link", "Share", chosen -> actions.share(space(), one(chosen)));
        rename = button("pencil", "Rename", chosen -> actions.rename(space(), one(chosen)));
        move = button("move", "Move", chosen -> actions.chooseTarget(space(), chosen));
        delete = button("trash", "Delete", chosen -> {
            actions.delete(space(), chosen);
            grid.deselectAll();
        });
        add(
                Glyph.quiet("close", "Clear the selection", grid::deselectAll),
                count,
                download,
                share,
                rename,
                move,
                delete);
        grid.addSelectionListener(event -> show(event.getAllSelectedItems()));
        show(Set.of());
    }

    /** Selected things lie in this space. */
    void at(Space now) {
        space = now;
        show(grid.getSelectedItems());
    }

    private Space space() {
        return java.util.Objects.requireNonNull(space, "rows are selected in a space");
    }

    private Button button(String icon, String text, Consumer<Set<Node>> act) {
        var button = Glyph.button(icon, text, () -> act.accept(Set.copyOf(grid.getSelectedItems())));
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.addClassName("cairn-foldable");
        button.setAriaLabel(text);
        return button;
    }

    private static Node one(Set<Node> chosen) {
        return chosen.iterator().next();
    }

    private void show(Set<Node> chosen) {
        var now = space;
        var edits = now != null && FileActions.edits(now);
        setVisible(!chosen.isEmpty());
        count.setText(FilesView.counted(chosen.size()));
        share.setVisible(edits && chosen.size() == 1);
        rename.setVisible(edits && chosen.size() == 1);
        move.setVisible(edits);
        delete.setVisible(edits);
    }
}
