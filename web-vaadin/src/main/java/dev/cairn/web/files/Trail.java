package dev.cairn.web.files;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.web.shell.Glyph;
import dev.cairn.web.shell.Places;
import java.util.List;

/** The folders that lead to the one on the screen, each a link. */
final class Trail extends Nav {
    private static final long serialVersionUID = 1L;

    /** @param path from the space's first folder to the one shown; empty for the root */
    Trail(Space space, List<Node> path) {
        addClassName("cairn-trail");
        setAriaLabel("Folders");
        var list = new OrderedList();
        list.add(item(Places.name(space), Places.files(space), path.isEmpty()));
        for (var node : path) {
            list.add(item(node.name(), Places.files(space, node.id()), node == path.getLast()));
        }
        add(list);
        // The end of a long path is what matters.
        list.getElement().executeJs("this.scrollLeft = this.scrollWidth");
    }

    private static ListItem item(String text, String address, boolean here) {
        if (here) {
            var name = new Span(text);
            name.getElement().setAttribute("aria-current", "page");
            return new ListItem(name);
        }
        return new ListItem(new Anchor(address, text), new Glyph("chevron"));
    }
}
