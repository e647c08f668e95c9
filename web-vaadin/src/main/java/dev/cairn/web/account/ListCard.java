package dev.cairn.web.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import dev.cairn.web.shell.Glyph;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A list of things that give access, each of which can be taken back; and perhaps a way to make one more. */
final class ListCard extends Div {
    private static final long serialVersionUID = 1L;
    private static final int NAME_LENGTH_MAX = 100;

    private final UnorderedList list = new UnorderedList();
    private final transient Supplier<List<Row>> rows;
    private final String icon;
    private final String nothing;

    /**
     * One thing.
     *
     * @param end takes it back
     * @param more what else can be done
     */
    record Row(String title, String detail, Runnable end, List<Deed> more) {
        Row(String title, String detail, Runnable end) {
            this(title, detail, end, List.of());
        }
    }

    /**
     * Something else that can be done with it.
     *
     * @param work begins it; what it is given shows the list again
     */
    record Deed(String label, Consumer<Runnable> work) {}

    /** @param make makes one of the given name; null: they are not made here */
    ListCard(
            String title,
            String text,
            String icon,
            String nothing,
            Supplier<List<Row>> rows,
            @Nullable Consumer<String> make) {
        this.rows = rows;
        this.icon = icon;
        this.nothing = nothing;
        addClassName("cairn-card");
        list.addClassName("cairn-list");
        add(new H2(title), new Paragraph(text));
        if (make != null) {
            add(form(title, make));
        }
        add(list);
        show();
    }

    private Div form(String title, Consumer<String> make) {
        var name = new TextField();
        name.setPlaceholder("What is it for?");
        name.setAriaLabel("What is it for? (" + title + ")");
        name.setMaxLength(NAME_LENGTH_MAX);
        var button = Glyph.button("plus", "Create", () -> {
            if (name.isEmpty()) {
                name.focus();
                return;
            }
            make.accept(name.getValue().strip());
            name.clear();
            show();
        });
        var form = new Div(name, button);
        form.addClassName("cairn-fields");
        return form;
    }

    private void show() {
        list.removeAll();
        var all = rows.get();
        if (all.isEmpty()) {
            var none = new ListItem(nothing);
            none.addClassName("cairn-list-detail");
            list.add(none);
        }
        all.forEach(row -> list.add(item(row)));
    }

    private ListItem item(Row row) {
        var title = new Span(row.title());
        title.addClassName("cairn-list-title");
        var detail = new Span(row.detail());
        detail.addClassName("cairn-list-detail");
        var text = new Div(title, detail);
        text.addClassName("cairn-list-text");
        var buttons = new Div();
        buttons.addClassName("cairn-row");
        row.more().forEach(deed -> {
            var button = new Button(deed.label(), click -> deed.work().accept(this::show));
            button.addThemeVariants(ButtonVariant.SMALL);
            button.setAriaLabel(deed.label() + ": " + row.title());
            buttons.add(button);
        });
        var end = new Button("Revoke", click -> ask(row));
        end.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.ERROR);
        end.setAriaLabel("Revoke: " + row.title());
        buttons.add(end);
        var item = new ListItem(new Glyph(icon), text, buttons);
        item.addClassName("cairn-list-row");
        return item;
    }

    private void ask(Row row) {
        var dialog = new ConfirmDialog();
        dialog.setHeader("Revoke “" + row.title() + "”?");
        dialog.setText("What uses it loses access within minutes.");
        dialog.setCancelable(true);
        dialog.setConfirmText("Revoke");
        dialog.setConfirmButtonTheme("primary error");
        dialog.addConfirmListener(event -> {
            row.end().run();
            show();
        });
        dialog.open();
    }
}
