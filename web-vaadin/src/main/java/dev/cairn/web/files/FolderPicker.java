package dev.cairn.web.files;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.treegrid.TreeGrid;
import com.vaadin.flow.data.provider.hierarchy.AbstractBackEndHierarchicalDataProvider;
import com.vaadin.flow.data.provider.hierarchy.HierarchicalQuery;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.web.shell.Places;
import dev.cairn.web.shell.SignedIn;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Lets a person choose a folder of a space. */
final class FolderPicker extends Dialog {
    private static final long serialVersionUID = 1L;

    private final transient SignedIn signedIn;
    private final transient NodeApi nodes;
    private final transient Space space;
    private final transient Set<NodeId> forbidden;
    private final transient Map<NodeId, List<Node>> known = new HashMap<>();
    private final TreeGrid<Node> tree = new TreeGrid<>();

    /** @param forbidden folders that cannot be chosen, nor anything below them */
    FolderPicker(
            SignedIn signedIn, NodeApi nodes, Space space, Set<NodeId> forbidden, String title, Consumer<Node> chosen) {
        this.signedIn = signedIn;
        this.nodes = nodes;
        this.space = space;
        this.forbidden = forbidden;
        setHeaderTitle(title);
        addClassName("cairn-dialog");
        setWidth("30rem");
        setHeight("32rem");
        var root = signedIn.call(() -> nodes.node(space.id(), space.root())).node();
        tree.addComponentHierarchyColumn(node -> {
            var row = new com.vaadin.flow.component.html.Span(
                    new dev.cairn.web.shell.Glyph(node.id().equals(space.root()) ? Places.icon(space) : "folder"),
                    new com.vaadin.flow.component.html.Span(
                            node.id().equals(space.root()) ? Places.name(space) : node.name()));
            row.addClassName("cairn-menu-entry");
            return row;
        });
        tree.addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
        tree.setDataProvider(new Folders(root));
        tree.setSizeFull();
        tree.getElement().setAttribute("aria-label", "Folders");
        tree.expand(root);
        add(tree);
        var ok = new Button(
                "Move here",
                click -> tree.getSelectedItems().stream().findFirst().ifPresent(folder -> {
                    close();
                    chosen.accept(folder);
                }));
        ok.addThemeVariants(ButtonVariant.PRIMARY);
        ok.setEnabled(false);
        tree.addSelectionListener(
                event -> ok.setEnabled(event.getFirstSelectedItem().isPresent()));
        getFooter().add(new Button("Cancel", click -> close()), ok);
    }

    private List<Node> folders(NodeId folder) {
        return known.computeIfAbsent(folder, id -> Listing.read(signedIn, nodes, space, id).nodes().stream()
                .filter(Node.Folder.class::isInstance)
                .filter(node -> !forbidden.contains(node.id()))
                .sorted(Comparator.comparing(Node::name, new NaturalOrder()))
                .toList());
    }

    private final class Folders extends AbstractBackEndHierarchicalDataProvider<Node, Void> {
        private static final long serialVersionUID = 1L;

        private final transient Node root;

        Folders(Node root) {
            this.root = root;
        }

        @Override
        protected Stream<Node> fetchChildrenFromBackEnd(HierarchicalQuery<Node, Void> query) {
            var parent = query.getParent();
            return (parent == null ? List.of(root) : folders(parent.id()))
                    .stream().skip(query.getOffset()).limit(query.getLimit());
        }

        @Override
        public int getChildCount(HierarchicalQuery<Node, Void> query) {
            var parent = query.getParent();
            return parent == null ? 1 : folders(parent.id()).size();
        }

        @Override
        public boolean hasChildren(Node item) {
            return !folders(item.id()).isEmpty();
        }

        @Override
        public Object getId(Node item) {
            return item.id();
        }
    }
}
