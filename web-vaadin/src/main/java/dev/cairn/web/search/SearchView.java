package dev.cairn.web.search;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.SearchApi;
import dev.cairn.contracts.metadata.SearchHit;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.web.files.FileKind;
import dev.cairn.web.shell.EmptyState;
import dev.cairn.web.shell.MainLayout;
import dev.cairn.web.shell.Places;
import dev.cairn.web.shell.SignedIn;
import dev.cairn.web.shell.WideColumns;
import dev.cairn.web.shell.Wording;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was found; the words are part of the address. */
@Route(value = Places.SEARCH, layout = MainLayout.class)
@PermitAll
public final class SearchView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 100;
    private static final int WORDS_LENGTH_MAX = 255;

    private static final String NAME_CELL = """
            <div class="cairn-name">
              <span class="cairn-kind ${item.style}"><span class="i i-${item.icon}" aria-hidden="true"></span></span>
              <span class="cairn-name-text"><a href="${item.href}" title="${item.name}">${item.name}</a>
              <small class="cairn-always">${item.place}</small></span>
            </div>""";

    private final transient SignedIn signedIn;
    private final transient SpaceApi spaces;
    private final transient SearchApi search;
    private final transient InstantSource clock;
    private final H1 title = new H1("Search");
    private final Div place = new Div();
    private final transient List<SearchHit> hits = new ArrayList<>();
    private String words = "";

    public SearchView(SignedIn signedIn, SpaceApi spaces, SearchApi search, InstantSource clock) {
        this.signedIn = signedIn;
        this.spaces = spaces;
        this.search = search;
        this.clock = clock;
        addClassName("cairn-view");
        var head = new Div(title);
        head.addClassName("cairn-head");
        place.addClassName("cairn-place");
        add(head, place);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        words = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("q")
                .orElse("")
                .strip();
        words = words.substring(0, Math.min(words.length(), WORDS_LENGTH_MAX));
        hits.clear();
        title.setText(words.isEmpty() ? "Search" : "Results for “" + words + "”");
        if (words.isEmpty()) {
            place.removeAll();
            place.add(new EmptyState("search", "Search all your files", "Type words of a name or a text above."));
        } else {
            more(null);
        }
    }

    private void more(@Nullable String after) {
        var page = signedIn.call(() -> search.search(words, null, after, PAGE));
        hits.addAll(page.hits());
        place.removeAll();
        if (hits.isEmpty()) {
            place.add(new EmptyState(
                    "search", "Nothing found", "Nothing in your spaces has all of these words. Try fewer of them."));
            return;
        }
        place.add(grid());
        if (page.next() != null) {
            var button = new Button("Show more", click -> more(page.next()));
            place.add(button);
        }
    }

    private Grid<SearchHit> grid() {
        Map<SpaceId, Space> known =
                signedIn.call(spaces::spaces).stream().collect(Collectors.toMap(Space::id, Function.identity()));
        var grid = new Grid<SearchHit>();
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(LitRenderer.<SearchHit>of(NAME_CELL)
                        .withProperty("name", hit -> hit.node().name())
                        .withProperty("style", hit -> FileKind.of(hit.node()).style())
                        .withProperty("icon", hit -> FileKind.of(hit.node()).icon())
                        .withProperty("href", hit -> address(known, hit))
                        .withProperty("place", hit -> Places.where(known, hit.space(), hit.path())))
                .setHeader("Name")
                .setFlexGrow(1)
                .setRowHeader(true);
        var size = grid.addColumn(hit -> hit.node() instanceof Node.File file ? Wording.size(file.size()) : "")
                .setHeader("Size")
                .setWidth("7rem")
                .setFlexGrow(0);
        var modified = grid.addColumn(
                        hit -> Wording.of(clock.instant()).time(hit.node().modified()))
                .setHeader("Modified")
                .setWidth("11rem")
                .setFlexGrow(0);
        WideColumns.of(grid, List.of(size, modified));
        grid.setItems(List.copyOf(hits));
        return grid;
    }

    private static String address(Map<SpaceId, Space> spaces, SearchHit hit) {
        var space = spaces.get(hit.space());
        return space == null ? "" : Places.files(space, hit.node().id());
    }

    @Override
    public String getPageTitle() {
        return (words.isEmpty() ? "Search" : words) + " – Cairn";
    }
}
