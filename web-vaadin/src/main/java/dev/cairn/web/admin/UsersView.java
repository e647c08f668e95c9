package dev.cairn.web.admin;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.cairn.contracts.auth.Account;
import dev.cairn.contracts.auth.AdminApi;
import dev.cairn.contracts.metadata.GroupApi;
import dev.cairn.web.shell.Glyph;
import dev.cairn.web.shell.MainLayout;
import dev.cairn.web.shell.Places;
import dev.cairn.web.shell.SignedIn;
import dev.cairn.web.shell.WideColumns;
import dev.cairn.web.shell.Wording;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accounts of the installation. The rights are checked by the API; to others this page does not exist. */
@Route(value = Places.USERS, layout = MainLayout.class)
@PageTitle("Users – Cairn")
@PermitAll
public final class UsersView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_MAX = 10_000;

    private final transient SignedIn signedIn;
    private final transient AdminApi admin;
    private final transient InstantSource clock;
    private final Grid<Account> grid = new Grid<>();

    public UsersView(SignedIn signedIn, AdminApi admin, GroupApi groups, InstantSource clock) {
        this.signedIn = signedIn;
        this.admin = admin;
        this.clock = clock;
        addClassName("cairn-view");
        var add = Glyph.button("plus", "New user", () -> new UserDialog(signedIn, admin, null, this::show).open());
        add.addThemeVariants(ButtonVariant.PRIMARY);
        var buttons = new Div(Glyph.button("people", "Groups", () -> new GroupsDialog(signedIn, groups).open()), add);
        buttons.addClassName("cairn-row");
        var head = new Div(new H1("Users"), buttons);
        head.addClassName("cairn-head");
        var place = new Div(grid);
        place.addClassName("cairn-place");
        columns();
        add(head, place);
    }

    private void columns() {
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addComponentColumn(UsersView::who).setHeader("Name").setFlexGrow(1).setRowHeader(true);
        var mail = grid.addColumn(account -> account.email() == null ? "" : account.email())
                .setHeader("Mail")
                .setFlexGrow(1);
        grid.addComponentColumn(UsersView::state)
                .setHeader("")
                .setWidth("10rem")
                .setFlexGrow(0);
        var since = grid.addColumn(account -> Wording.of(clock.instant()).time(account.created()))
                .setHeader("Since")
                .setWidth("10rem")
                .setFlexGrow(0);
        grid.addComponentColumn(account -> Glyph.quiet(
                        "pencil", "Change " + account.name(), () -> new UserDialog(signedIn, admin, account, this::show)
                                .open()))
                .setWidth("4.5rem")
                .setFlexGrow(0);
        WideColumns.of(grid, List.of(mail, since));
    }

    private static Component who(Account account) {
        var name = new Span(account.displayName().isBlank() ? account.name() : account.displayName());
        name.addClassName("cairn-list-title");
        var signIn = new Span(account.name());
        signIn.addClassName("cairn-list-detail");
        var text = new Div(name, signIn);
        text.addClassName("cairn-list-text");
        var row = new Div(new Avatar(name.getText()), text);
        row.addClassName("cairn-name");
        return row;
    }

    private static Component state(Account account) {
        if (!account.enabled()) {
            var badge = new Badge("Disabled");
            badge.addThemeVariants(BadgeVariant.ERROR);
            return badge;
        }
        return account.admin() ? new Badge("Administrator") : new Span();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (signedIn.caller().isAdmin()) {
            show();
        } else {
            event.rerouteToError(NotFoundException.class);
        }
    }

    private void show() {
        List<Account> all = new ArrayList<>();
        @Nullable String after = null;
        while (all.size() < SHOWN_MAX) {
            var from = after;
            var page = signedIn.call(() -> admin.accounts(from));
            if (page.isEmpty()) {
                break;
            }
            all.addAll(page);
            after = page.getLast().name();
        }
        grid.setItems(all);
    }
}
