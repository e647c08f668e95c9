package dev.cairn.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** What stands where a list would be: what this place is for and what to do next. */
public final class EmptyState extends Div {
    private static final long serialVersionUID = 1L;

    public EmptyState(String icon, String title, String text, Component... actions) {
        addClassName("cairn-empty");
        var picture = new Div(new Glyph(icon));
        picture.addClassName("cairn-empty-picture");
        add(picture, new H2(title), new Paragraph(text));
        if (actions.length > 0) {
            var row = new Div(actions);
            row.addClassName("cairn-row");
            add(row);
        }
    }
}
