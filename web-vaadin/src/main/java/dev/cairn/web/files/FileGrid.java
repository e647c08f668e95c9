package dev.cairn.web.files;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridMultiSelectionModel;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.grid.dnd.GridDropMode;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.provider.QuerySortOrder;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.web.shell.WideColumns;
import dev.cairn.web.shell.Wording;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The list of a folder: folders first, names in natural order, rows sent to the browser as it scrolls. */
final class FileGrid extends Grid<Node> {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "name";
    private static final String SIZE = "size";
    private static final String MODIFIED = "modified";

    /** Keys people know from file managers; not while somebody types in a cell. */
    private static final String KEYS = """
            if (!this.cairnKeys) {
              this.cairnKeys = true;
              this.addEventListener('keydown', (e) => {
                if (this.hasAttribute('interacting') || e.ctrlKey || e.metaKey || e.altKey) return;
                if (!['Enter', 'F2', 'Delete', 'Backspace'].includes(e.key)) return;
                const row = this.getEventContext(e).item;
                if (e.composedPath()[0].localName === 'vaadin-checkbox') return;
                e.preventDefault();
                e.stopPropagation();
                this.dispatchEvent(new CustomEvent('cairn-key', {detail: {key: e.key, row: row ? row.key : ''}}));
              }, true);
            }""";

    private static final String NAME_CELL = """
            <div class="cairn-name">
              <span class="cairn-kind ${item.style}"><span class="i i-${item.icon}" aria-hidden="true"></span></span>
              <span class="cairn-name-text">
                ${item.href
                  ? html`<a href="${item.href}" tabindex="-1" title="${item.name}" draggable="false">${item.name}</a>`
                  : html`<button type="button" tabindex="-1" title="${item.name}" @click="${open}">${item.name}</button>`}
                <small>${item.meta}</small>
              </span>
            </div>""";

    private static final String MORE_CELL = """
            <button type="button" class="cairn-more" tabindex="-1" aria-label="More about ${item.name}" @click="${(e) => {
              e.stopPropagation();
              const b = e.currentTarget.getBoundingClientRect();
              e.currentTarget.dispatchEvent(new MouseEvent('contextmenu',
                {bubbles: true, composed: true, cancelable: true, clientX: b.left, clientY: b.bottom}));
            }}"><span class="i i-more" aria-hidden="true"></span></button>""";

    private final transient Comparator<Node> byName;
    private final transient InstantSource clock;
    private final CallbackDataProvider<Node, Void> rows;
    private transient Collection<Node> nodes = List.of();
    private transient @Nullable List<Node> sorted;
    private List<QuerySortOrder> sortedBy = List.of();
    private transient List<Node> dragged = List.of();

    FileGrid(InstantSource clock, Function<Node, @Nullable String> address, Consumer<Node> open) {
        this.clock = clock;
        this.byName = Comparator.comparing(Node::name, new NaturalOrder());
        addClassName("cairn-files");
        addThemeVariants(GridVariant.NO_BORDER);
        setSelectionMode(SelectionMode.MULTI);
        var name = addColumn(LitRenderer.<Node>of(NAME_CELL)
                        .withProperty("name", Node::name)
                        .withProperty("icon", node -> FileKind.of(node).icon())
                        .withProperty("style", node -> FileKind.of(node).style())
                        .withProperty("href", node -> address.apply(node))
                        .withProperty("meta", this::meta)
                        .withFunction("open", open::accept))
                .setHeader("Name")
                .setSortProperty(NAME)
                .setFlexGrow(1)
                .setRowHeader(true)
                .setKey(NAME);
        name.setComparator(byName).setSortable(true).setSortProperty(NAME);
        var size = addColumn(node -> node instanceof Node.File file ? Wording.size(file.size()) : "")
                .setHeader("Size")
                .setSortProperty(SIZE)
                .setSortable(true)
                .setTextAlign(ColumnTextAlign.END)
                .setAutoWidth(false)
                .setWidth("7.5rem")
                .setFlexGrow(0)
                .setKey(SIZE);
        var modified = addColumn(LitRenderer.<Node>of("<span title=\"${item.full}\">${item.time}</span>")
                        .withProperty(
                                "time", node -> Wording.of(clock.instant()).time(node.modified()))
                        .withProperty(
                                "full", node -> Wording.of(clock.instant()).full(node.modified())))
                .setHeader("Modified")
                .setSortProperty(MODIFIED)
                .setSortable(true)
                .setWidth("11rem")
                .setFlexGrow(0)
                .setKey(MODIFIED);
        WideColumns.of(this, List.of(size, modified));
        addColumn(LitRenderer.<Node>of(MORE_CELL).withProperty("name", Node::name))
                .setWidth("4rem")
                .setFlexGrow(0)
                .setTextAlign(ColumnTextAlign.END);
        rows = DataProvider.fromCallbacks(
                query -> sorted(query.getSortOrders()).stream()
                        .skip(query.getOffset())
                        .limit(query.getLimit()),
                query -> nodes.size());
        setItems(new ById(rows));
        sort(GridSortOrder.asc(name).build());
        ((GridMultiSelectionModel<Node>) getSelectionModel())
                .setSelectAllCheckboxVisibility(GridMultiSelectionModel.SelectAllCheckboxVisibility.VISIBLE);
        addItemDoubleClickListener(event -> open.accept(event.getItem()));
    }

    /** The provider knows rows by node id, so that selection survives a refresh. */
    private static final class ById extends com.vaadin.flow.data.provider.DataProviderWrapper<Node, Void, Void> {
        private static final long serialVersionUID = 1L;

        ById(DataProvider<Node, Void> provider) {
            super(provider);
        }

        @Override
        protected Void getFilter(com.vaadin.flow.data.provider.Query<Node, Void> query) {
            return null;
        }

        @Override
        public Object getId(Node node) {
            return node.id();
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        getElement().executeJs(KEYS);
    }

    /** Shows these. */
    void show(Collection<Node> shown) {
        nodes = List.copyOf(shown);
        sorted = null;
        getDataProvider().refreshAll();
    }

    /** Scrolls to a node and selects it. */
    void reveal(Node node) {
        int row = sorted(getDataCommunicator().getBackEndSorting()).indexOf(node);
        if (row >= 0) {
            select(node);
            scrollToIndex(row);
        }
    }

    /** Calls back with the key and the row under the focus. */
    void onKey(BiConsumer<String, @Nullable Node> pressed) {
        getElement()
                .addEventListener("cairn-key", event -> {
                    var row = event.getEventData().path("event.detail.row").asString("");
                    pressed.accept(
                            event.getEventData().path("event.detail.key").asString(""),
                            row.isEmpty()
                                    ? null
                                    : getDataCommunicator().getKeyMapper().get(row));
                })
                .addEventData("event.detail.key")
                .addEventData("event.detail.row");
    }

    /** Lets people drag rows onto folders of the list. */
    void onDropOnFolder(BiConsumer<List<Node>, Node.Folder> dropped) {
        setRowsDraggable(true);
        setDropFilter(Node.Folder.class::isInstance);
        addDragStartListener(event -> {
            dragged = List.copyOf(event.getDraggedItems());
            setDropMode(GridDropMode.ON_TOP);
        });
        addDragEndListener(event -> {
            dragged = List.of();
            setDropMode(null);
        });
        addDropListener(event -> event.getDropTargetItem().ifPresent(target -> {
            if (target instanceof Node.Folder folder && !dragged.isEmpty() && !dragged.contains(target)) {
                dropped.accept(dragged, folder);
            }
        }));
    }

    /** What is selected, or the one the menu was opened on when that lies outside the selection. */
    Set<Node> selectedWith(@Nullable Node under) {
        var selected = getSelectedItems();
        return under == null || selected.contains(under) ? selected : Set.of(under);
    }

    private String meta(Node node) {
        var time = Wording.of(clock.instant()).time(node.modified());
        return node instanceof Node.File file ? Wording.size(file.size()) + " · " + time : time;
    }

    private List<Node> sorted(List<QuerySortOrder> orders) {
        var known = sorted;
        if (known == null || !orders.equals(sortedBy)) {
            var list = new ArrayList<>(nodes);
            list.sort(Comparator.<Node, Boolean>comparing(Node.File.class::isInstance)
                    .thenComparing(order(orders)));
            known = list;
            sorted = known;
            sortedBy = List.copyOf(orders);
        }
        return known;
    }

    private Comparator<Node> order(List<QuerySortOrder> orders) {
        if (orders.isEmpty()) {
            return byName;
        }
        var first = orders.getFirst();
        Comparator<Node> order =
                switch (first.getSorted()) {
                    case SIZE -> Comparator.comparingLong(node -> node instanceof Node.File file ? file.size() : 0);
                    case MODIFIED -> Comparator.comparing(Node::modified);
                    default -> byName;
                };
        return (first.getDirection() == SortDirection.DESCENDING ? order.reversed() : order).thenComparing(byName);
    }

    /** Whether anything is selected. */
    boolean hasSelection() {
        return !getSelectedItems().isEmpty();
    }
}
