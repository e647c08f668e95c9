package dev.cairn.web.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.problem.ProblemException;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The frame of every view: spaces and places at the side, search and account at the top. */
@StyleSheet("web/icons.css")
@PermitAll
public final class MainLayout extends AppLayout {
    private static final long serialVersionUID = 1L;

    private final transient SignedIn signedIn;
    private final transient SpaceApi spaces;
    private final transient AuthenticationContext authentication;
    private final SideNav own = new SideNav();
    private final SideNav teams = new SideNav();
    private final SideNav buckets = new SideNav();
    private final Div usage = new Div();
    private @Nullable Registration spacesChanged;
    private transient @Nullable SpacesFollower follower;

    public MainLayout(SignedIn signedIn, SpaceApi spaces, AuthenticationContext authentication) {
        this.signedIn = signedIn;
        this.spaces = spaces;
        this.authentication = authentication;
        setPrimarySection(Section.DRAWER);
        addToDrawer(brand(), navigation(), usage);
        addToNavbar(topBar());
        usage.addClassName("cairn-usage");
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        var ui = event.getUI();
        spacesChanged = ComponentUtil.addListener(ui, SpacesChanged.class, changed -> showSpaces());
        follower = new SpacesFollower(signedIn, spaces, showSpaces(), now -> later(ui, () -> show(now)));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (spacesChanged != null) {
            spacesChanged.remove();
        }
        if (follower != null) {
            follower.close();
        }
        super.onDetach(event);
    }

    private static void later(UI ui, Command command) {
        try {
            var queued = ui.access(command);
            Objects.requireNonNull(queued);
        } catch (UIDetachedException e) {
            // The page is gone; following ends when its layout is detached.
        }
    }

    private static Component brand() {
        var home = new Anchor("", "");
        home.addClassName("cairn-brand");
        var logo = new Span();
        logo.addClassName("cairn-logo");
        home.add(logo, new Span("Cairn"));
        home.setAriaLabel("Cairn, to my files");
        return home;
    }

    private Component navigation() {
        var add = Glyph.quiet("plus", "New team space", () -> new NewSpaceDialog(signedIn, spaces).open());
        var heading = new Div(new Span("Team spaces"), add);
        heading.addClassName("cairn-nav-heading");
        var places = new SideNav();
        places.addItem(item("Favourites", Places.FAVOURITES, "star", true));
        places.addItem(item("Activity", Places.ACTIVITY, "activity", true));
        places.addItem(item("Conflicts", Places.CONFLICTS, "copy", true));
        places.addItem(item("Trash", Places.TRASH, "trash", true));
        if (signedIn.caller().isAdmin()) {
            places.addItem(item("Users", Places.USERS, "users", true));
        }
        var all = new Div(own, heading, teams, buckets, places);
        all.addClassName("cairn-nav");
        own.getElement().setAttribute("aria-label", "My files");
        teams.getElement().setAttribute("aria-label", "Team spaces");
        places.getElement().setAttribute("aria-label", "Places");
        buckets.setLabel("Buckets");
        return new Scroller(all);
    }

    private static SideNavItem item(String text, String path, String icon, boolean nested) {
        var item = new SideNavItem(text, path, new Glyph(icon));
        item.setMatchNested(nested);
        return item;
    }

    private Component[] topBar() {
        var search = new TextField();
        search.setPlaceholder("Search files");
        search.setAriaLabel("Search files by name");
        search.setPrefixComponent(new Glyph("search"));
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        search.addClassName("cairn-search");
        search.addKeyDownListener(Key.ENTER, event -> {
            if (!search.getValue().isBlank()) {
                getUI().ifPresent(ui ->
                        ui.navigate(Places.search(search.getValue().strip())));
            }
        });
        search.addFocusShortcut(Key.KEY_K, KeyModifier.CONTROL);
        search.setTooltipText("Ctrl+K");
        var toggle = new DrawerToggle();
        toggle.setAriaLabel("Menu");
        return new Component[] {toggle, search, accountMenu()};
    }

    private Component accountMenu() {
        var caller = signedIn.caller();
        var avatar = new Avatar(caller.name());
        var button = new Button(avatar);
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.addClassName("cairn-account");
        button.setAriaLabel("Account of " + caller.name());
        var menu = new ContextMenu(button);
        menu.setOpenOnClick(true);
        var who = new Span(caller.name());
        who.addClassName("cairn-menu-name");
        menu.addItem(who).setEnabled(false);
        menu.addItem(entry("user", "Account"), click -> go(Places.ACCOUNT));
        menu.addItem(entry("sun", "Light"), click -> scheme("light"));
        menu.addItem(entry("moon", "Dark"), click -> scheme("dark"));
        var description = new Anchor("api/v1/openapi.json", new Glyph("code"), new Span("REST API"));
        description.addClassName("cairn-menu-entry");
        description.setTarget(AnchorTarget.BLANK);
        description.setRouterIgnore(true);
        menu.addItem(description);
        menu.addItem(entry("signout", "Sign out"), click -> authentication.logout());
        return button;
    }

    private static Component entry(String icon, String text) {
        var entry = new Span(new Glyph(icon), new Span(text));
        entry.addClassName("cairn-menu-entry");
        return entry;
    }

    private void go(String place) {
        getUI().ifPresent(ui -> ui.navigate(place));
    }

    private static void scheme(String name) {
        UI.getCurrent()
                .getPage()
                .executeJs(
                        "localStorage.setItem('cairn-scheme', $0);"
                                + "document.documentElement.style.colorScheme = $0;"
                                + "document.documentElement.setAttribute('theme', $0)",
                        name);
    }

    private List<Space> showSpaces() {
        try {
            var known = signedIn.call(spaces::spaces);
            show(known);
            return known;
        } catch (ProblemException e) {
            Notice.failed(e);
            return List.of();
        }
    }

    private void show(List<Space> known) {
        own.removeAll();
        teams.removeAll();
        buckets.removeAll();
        for (var space : known) {
            var nav =
                    switch (space.kind()) {
                        case PERSONAL -> Places.own(space) ? own : teams;
                        case TEAM -> teams;
                        case BUCKET -> buckets;
                    };
            nav.addItem(item(Places.name(space), Places.files(space), Places.icon(space), true));
        }
        buckets.setVisible(!buckets.getItems().isEmpty());
        known.stream().filter(Places::own).findFirst().ifPresent(this::showUsage);
    }

    private void showUsage(Space space) {
        usage.removeAll();
        var quota = space.quotaBytes();
        if (quota == null) {
            usage.add(new Span(Wording.size(space.usedBytes()) + " used"));
        } else {
            var bar = new ProgressBar(0, Math.max(1, quota), Math.min(space.usedBytes(), quota));
            usage.add(bar, new Span(Wording.size(space.usedBytes()) + " of " + Wording.size(quota) + " used"));
        }
    }
}
