package dev.cairn.web.files;

import com.vaadin.flow.component.grid.contextmenu.GridContextMenu;
import com.vaadin.flow.component.grid.contextmenu.GridMenuItem;
import com.vaadin.flow.component.html.Span;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.web.shell.Glyph;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The context menu of rows: on a right click, a long press, or the three dots. */
final class FileMenu extends GridContextMenu<Node> {
    private static final long serialVersionUID = 1L;

    private final FileGrid grid;
    private final transient Map<GridMenuItem<Node>, Predicate<Set<Node>>> shownWhen = new HashMap<>();

    FileMenu(FileGrid grid, FileActions actions, Consumer<Node> open, Supplier<Space> space) {
        super(grid);
        this.grid = grid;
        Predicate<Set<Node>> one = chosen -> chosen.size() == 1;
        Predicate<Set<Node>> file =
                chosen -> chosen.size() == 1 && chosen.iterator().next() instanceof Node.File;
        Predicate<Set<Node>> may = chosen -> FileActions.edits(space.get());
        entry("eye", "Open", one, chosen -> open.accept(first(chosen)));
        entry("download", "Download", chosen -> true, chosen -> actions.download(space.get(), chosen));
        entry("link", "Share a link …", one.and(may), chosen -> actions.share(space.get(), first(chosen)));
        entry("history", "Versions …", file, chosen -> actions.versions(space.get(), (Node.File) first(chosen)));
        entry("chat", "Comments …", one, chosen -> actions.comments(space.get(), first(chosen)));
        entry("star", "Add to favourites", one, chosen -> actions.favour(space.get(), first(chosen)));
        entry("pencil", "Rename …", one.and(may), chosen -> actions.rename(space.get(), first(chosen)));
        entry("move", "Move …", may, chosen -> actions.chooseTarget(space.get(), chosen));
        entry("trash", "Delete", may, chosen -> {
            actions.delete(space.get(), chosen);
            grid.deselectAll();
        });
        setDynamicContentHandler(node -> {
            if (node == null) {
                return false;
            }
            var chosen = grid.selectedWith(node);
            shownWhen.forEach((item, rule) -> item.setVisible(rule.test(chosen)));
            return true;
        });
    }

    private static Node first(Set<Node> chosen) {
        return chosen.iterator().next();
    }

    private void entry(String icon, String text, Predicate<Set<Node>> when, Consumer<Set<Node>> act) {
        var label = new Span(new Glyph(icon), new Span(text));
        label.addClassName("cairn-menu-entry");
        var item = addItem(
                label, click -> click.getItem().ifPresent(node -> act.accept(Set.copyOf(grid.selectedWith(node)))));
        shownWhen.put(item, when);
    }
}
