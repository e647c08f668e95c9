package dev.cairn.window.view;

import com.formdev.flatlaf.FlatLaf;
import dev.cairn.window.model.FolderCard;
import dev.cairn.window.model.Picture;
import java.awt.BorderLayout;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;

/** The synced folders, each with how it stands. */
final class OverviewPage {
    private final Deeds deeds;
    private final Runnable add;
    private final Consumer<FolderCard> choose;
    private final JPanel list = Pieces.column(Pieces.GAP);
    private final JComponent root = Pieces.page(list);
    private List<FolderCard> shown = List.of();
    private boolean dark;

    /**
     * @param add shows the page that adds a folder
     * @param choose shows which folders of a space are kept here
     */
    OverviewPage(Deeds deeds, Runnable add, Consumer<FolderCard> choose) {
        this.deeds = deeds;
        this.add = add;
        this.choose = choose;
        root.setName("overview");
    }

    JComponent root() {
        return root;
    }

    void show(Picture picture) {
        if (shown.equals(picture.folders()) && dark == FlatLaf.isLafDark() && list.getComponentCount() > 0) {
            return;
        }
        shown = picture.folders();
        dark = FlatLaf.isLafDark();
        list.removeAll();
        var parts = new java.util.ArrayList<java.awt.Component>();
        picture.folders().forEach(folder -> parts.add(card(folder)));
        var server = picture.server();
        var more = Pieces.row(Pieces.button("Add folder…", 'A', _ -> add.run()));
        if (server != null) {
            more.add(Pieces.button("Open in browser", 'b', _ -> deeds.browse(URI.create(server), _ -> {})));
        }
        parts.add(more);
        list.add(Pieces.column(Pieces.GAP, parts.toArray(java.awt.Component[]::new)));
        list.revalidate();
        list.repaint();
    }

    private JPanel card(FolderCard folder) {
        var line = Pieces.text(folder.line());
        line.setForeground(Colors.of(folder.mood()));
        line.setName("line");
        var path = Pieces.text(folder.path());
        path.setForeground(Colors.soft());
        path.setToolTipText(null);
        var body = Pieces.clear(new JPanel(new BorderLayout(16, 0)));
        body.add(new JLabel(new StateIcon(folder.mood(), 32, true)), BorderLayout.WEST);
        body.add(Pieces.column(3, Pieces.heading(folder.name()), path, line), BorderLayout.CENTER);
        var open = Pieces.button("Open", 'O', _ -> deeds.open(Path.of(folder.path())));
        open.getAccessibleContext().setAccessibleName("Open the folder " + folder.name());
        var remove = Pieces.button("Stop syncing…", 't', _ -> remove(folder));
        remove.getAccessibleContext().setAccessibleName("Stop syncing the folder " + folder.name());
        var some = Pieces.button("Folders…", 'F', _ -> choose.accept(folder));
        some.getAccessibleContext().setAccessibleName("Choose which folders of " + folder.name() + " are kept here");
        some.setName("choose");
        var buttons = Pieces.clear(new JPanel(new java.awt.GridBagLayout()));
        buttons.add(Pieces.row(open, some, remove));
        body.add(buttons, BorderLayout.EAST);
        return Pieces.card(body);
    }

    private void remove(FolderCard folder) {
        var question = Pieces.prose("Stop syncing " + folder.path() + "?\n\nIts files stay, here and on the server.");
        question.setForeground(Colors.ink());
        if (JOptionPane.showOptionDialog(
                        root,
                        question,
                        "Stop syncing",
                        JOptionPane.DEFAULT_OPTION,
                        JOptionPane.PLAIN_MESSAGE,
                        null,
                        new Object[] {"Stop syncing", "Cancel"},
                        "Cancel")
                == 0) {
            deeds.then(deeds.wishes().remove(Path.of(folder.path())), _ -> {});
        }
    }
}
