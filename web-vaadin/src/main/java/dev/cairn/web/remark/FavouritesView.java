package dev.cairn.web.remark;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.FavouriteApi;
import dev.cairn.contracts.metadata.NodePath;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.web.shell.EmptyState;
import dev.cairn.web.shell.Glyph;
import dev.cairn.web.shell.MainLayout;
import dev.cairn.web.shell.Places;
import dev.cairn.web.shell.SignedIn;
import jakarta.annotation.security.PermitAll;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a person wants to find again, wherever it is. */
@Route(value = Places.FAVOURITES, layout = MainLayout.class)
@PageTitle("Favourites – Cairn")
@PermitAll
public final class FavouritesView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    private final transient SignedIn signedIn;
    private final transient SpaceApi spaces;
    private final transient FavouriteApi favourites;
    private final Div page = new Div();

    public FavouritesView(SignedIn signedIn, SpaceApi spaces, FavouriteApi favourites) {
        this.signedIn = signedIn;
        this.spaces = spaces;
        this.favourites = favourites;
        addClassName("cairn-view");
        var head = new Div(new H1("Favourites"));
        head.addClassName("cairn-head");
        page.addClassName("cairn-page");
        add(head, page);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show();
    }

    private void show() {
        page.removeAll();
        var known = signedIn.call(spaces::spaces).stream().collect(Collectors.toMap(Space::id, Function.identity()));
        var list = new UnorderedList();
        list.addClassName("cairn-list");
        for (var favourite : signedIn.call(favourites::favourites)) {
            var space = known.get(favourite.place().space());
            if (space != null) {
                list.add(row(space, favourite.place(), known));
            }
        }
        page.add(
                list.getComponentCount() > 0
                        ? list
                        : new EmptyState(
                                "check",
                                "No favourites yet",
                                "“Add to favourites” in the menu of a file or folder puts it here. Only you see it."));
    }

    private ListItem row(Space space, NodePath place, Map<SpaceId, Space> known) {
        var name =
                new Anchor(Places.files(space, place.node().id()), place.node().name());
        name.addClassName("cairn-list-title");
        var where = new Span(Places.where(known, place.space(), place.path()));
        where.addClassName("cairn-list-detail");
        var text = new Div(name, where);
        text.addClassName("cairn-list-text");
        var row = new ListItem(
                text,
                Glyph.quiet("close", "No longer a favourite: " + place.node().name(), () -> {
                    signedIn.run(
                            () -> favourites.remove(space.id(), place.node().id()));
                    show();
                }));
        row.addClassName("cairn-list-row");
        return row;
    }
}
