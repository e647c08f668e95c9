package dev.cairn.web.share;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import dev.cairn.contracts.metadata.LinkApi;
import dev.cairn.contracts.metadata.NewShareLink;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.ShareLink;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.web.shell.Glyph;
import dev.cairn.web.shell.Notice;
import dev.cairn.web.shell.SignedIn;
import dev.cairn.web.shell.Wording;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The public links of one file or folder: making, copying, revoking. */
public final class LinkDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int PASSWORD_LENGTH_MAX = 1_024;

    private final transient SignedIn signedIn;
    private final transient LinkApi links;
    private final transient InstantSource clock;
    private final transient Space space;
    private final transient Node node;

    private final PasswordField password = new PasswordField("Password (optional)");
    private final Select<Expiry> expiry = new Select<>();
    private final DatePicker day = new DatePicker("Last day");
    private final Div made = new Div();
    private final Div present = new Div();

    private enum Expiry {
        NEVER("Never", 0),
        DAY("In 1 day", 1),
        WEEK("In 7 days", 7),
        MONTH("In 30 days", 30),
        DATE("On a date …", 0);

        private final String text;
        private final int days;

        Expiry(String text, int days) {
            this.text = text;
            this.days = days;
        }
    }

    public LinkDialog(SignedIn signedIn, LinkApi links, InstantSource clock, Space space, Node node) {
        this.signedIn = signedIn;
        this.links = links;
        this.clock = clock;
        this.space = space;
        this.node = node;
        setHeaderTitle("Share “" + node.name() + "”");
        addClassName("cairn-dialog");
        setWidth("34rem");
        add(form(), made, present);
        getFooter().add(new Button("Close", click -> close()));
        showLinks();
    }

    private Component form() {
        password.setMaxLength(PASSWORD_LENGTH_MAX);
        password.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.NEW_PASSWORD);
        expiry.setLabel("Expires");
        expiry.setItems(Expiry.values());
        expiry.setItemLabelGenerator(value -> value.text);
        expiry.setValue(Expiry.WEEK);
        day.setVisible(false);
        day.setMin(today());
        expiry.addValueChangeListener(event -> day.setVisible(event.getValue() == Expiry.DATE));
        var create = Glyph.button("link", "Create link", this::create);
        create.addThemeVariants(ButtonVariant.PRIMARY);
        var fields = new Div(password, expiry, day);
        fields.addClassName("cairn-fields");
        var what = node instanceof Node.Folder ? "see and download what is in this folder" : "download this file";
        return new Div(new Paragraph("Anyone with the link can " + what + ". No account is needed."), fields, create);
    }

    private void create() {
        var expires = expires();
        if (expiry.getValue() == Expiry.DATE && expires == null) {
            day.setInvalid(true);
            day.setErrorMessage("Choose a day");
            return;
        }
        var wanted = new NewShareLink(node.id(), password.getValue().isEmpty() ? null : password.getValue(), expires);
        var link = signedIn.call(() -> links.create(space.id(), wanted));
        password.clear();
        UI.getCurrent().getPage().executeJs("return window.location.origin").then(String.class, origin -> {
            showMade(origin + link.url(), link);
            showLinks();
        });
    }

    private @Nullable Instant expires() {
        var chosen = expiry.getValue();
        if (chosen == Expiry.DATE) {
            // Through the end of the chosen day, as people mean it.
            var until = day.getValue();
            return until == null ? null : until.plusDays(1).atStartOfDay(here()).toInstant();
        }
        return chosen == Expiry.NEVER ? null : clock.instant().plus(java.time.Duration.ofDays(chosen.days));
    }

    private java.time.ZoneId here() {
        return Wording.of(clock.instant()).here(clock.instant()).getZone();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), here());
    }

    private void showMade(String url, ShareLink link) {
        var field = new TextField();
        field.setValue(url);
        field.setReadOnly(true);
        field.setWidthFull();
        field.setAriaLabel("The new link");
        field.addClassName("cairn-link-url");
        field.setAutoselect(true);
        var copy = Glyph.button("copy", "Copy", () -> {});
        copy.addThemeVariants(ButtonVariant.PRIMARY);
        copy.getElement()
                .executeJs(
                        "this.addEventListener('click', () => {"
                                + " if (navigator.clipboard) { navigator.clipboard.writeText($0); }"
                                + " else { const i = document.createElement('textarea'); i.value = $0; document.body.append(i);"
                                + " i.select(); document.execCommand('copy'); i.remove(); } })",
                        url);
        copy.addClickListener(click -> Notice.done("Link copied"));
        var row = new Div(field, copy);
        row.addClassName("cairn-row");
        made.removeAll();
        made.addClassName("cairn-made");
        made.add(
                new Span(
                        link.passwordProtected()
                                ? "Copy the link now; it is not shown again. Send the password another way."
                                : "Copy the link now; it is not shown again."),
                row);
    }

    private void showLinks() {
        present.removeAll();
        var all = signedIn.call(() -> links.links(space.id(), node.id()));
        if (all.isEmpty()) {
            return;
        }
        var list = new UnorderedList();
        list.addClassName("cairn-list");
        all.forEach(link -> list.add(row(link)));
        present.add(new H3("Links to it"), list);
    }

    private ListItem row(ShareLink link) {
        var wording = Wording.of(clock.instant());
        var title = new Span("Made " + wording.time(link.created()) + " by " + link.createdBy());
        title.addClassName("cairn-list-title");
        var detail = new Span((link.passwordProtected() ? "Password · " : "")
                + (link.active()
                        ? expiry(link.expires())
                        : "no longer works, because " + link.createdBy() + " may not share here")
                + " · " + Wording.count(link.downloads(), "download"));
        detail.addClassName("cairn-list-detail");
        var text = new Div(title, detail);
        text.addClassName("cairn-list-text");
        var revoke = new Button("Revoke", click -> revoke(link));
        revoke.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.ERROR);
        var row = new ListItem(new Glyph(link.passwordProtected() ? "lock" : "link"), text, revoke);
        row.addClassName("cairn-list-row");
        return row;
    }

    private String expiry(@Nullable Instant expires) {
        if (expires == null) {
            return "never expires";
        }
        return expires.isBefore(clock.instant())
                ? "expired"
                : "expires " + Wording.of(clock.instant()).until(expires);
    }

    private void revoke(ShareLink link) {
        signedIn.run(() -> links.revoke(space.id(), link.id()));
        made.removeAll();
        Notice.done("The link no longer works");
        showLinks();
    }
}
