package dev.cairn.window.view;

import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceKind;
import java.awt.GridBagLayout;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import javax.swing.DefaultComboBoxModel;
import javax.swing.JComboBox;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;

/** Which folder is kept equal with which space. */
final class FolderPage {
    private final Deeds deeds;
    private final Runnable done;
    private final JPanel root = Pieces.clear(new JPanel(new GridBagLayout()));
    private final JComboBox<Choice> space = new JComboBox<>(new Choice[] {new Choice("personal", "My files")});
    private final JTextField folder = new JTextField(
            Path.of(System.getProperty("user.home", "."), "Cairn").toString(), 30);
    private final JLabel problem = Pieces.text(" ");
    private final javax.swing.JButton begin;

    private record Choice(String key, String name) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** @param done runs when a folder was added */
    FolderPage(Deeds deeds, Runnable done, String title) {
        this.deeds = deeds;
        this.done = done;
        space.setName("space");
        space.putClientProperty("html.disable", true);
        folder.setName("folder");
        problem.setName("problem");
        begin = Pieces.main(Pieces.button("Start syncing", 'S', _ -> begin()));
        begin.setName("start");
        var choose = Pieces.button("Choose…", 'C', _ -> choose());
        var what = Pieces.text("What to keep in step");
        what.setLabelFor(space);
        what.setDisplayedMnemonic('W');
        var where = Pieces.text("Folder on this computer");
        where.setLabelFor(folder);
        where.setDisplayedMnemonic('F');
        root.add(Pieces.card(Pieces.column(
                Pieces.GAP,
                Pieces.title(title),
                Pieces.prose("Both sides may hold files already: they are merged, and nothing is deleted."),
                what,
                space,
                where,
                folder,
                Pieces.row(begin, choose),
                problem)));
    }

    JPanel root() {
        return root;
    }

    /** Asks the server for the spaces. */
    void refresh() {
        deeds.then(deeds.wishes().spaces(), this::offer);
    }

    private void offer(List<Space> spaces) {
        var choices = spaces.stream()
                .map(each -> each.kind() == SpaceKind.PERSONAL
                        ? new Choice("personal", "My files")
                        : new Choice(each.id().toString(), each.name()))
                .toArray(Choice[]::new);
        if (choices.length > 0) {
            space.setModel(new DefaultComboBoxModel<>(choices));
        }
    }

    private void choose() {
        var chooser = new JFileChooser();
        chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
        chooser.setDialogTitle("Folder to keep in step");
        if (chooser.showDialog(root, "Choose") == JFileChooser.APPROVE_OPTION) {
            folder.setText(chooser.getSelectedFile().toString());
        }
    }

    private void begin() {
        var choice = (Choice) space.getSelectedItem();
        if (choice == null || folder.getText().isBlank()) {
            problem.setText("Choose a folder first.");
            return;
        }
        try {
            begin.setEnabled(false);
            problem.setText(" ");
            deeds.then(
                    deeds.wishes().add(choice.key(), Path.of(folder.getText().strip())),
                    _ -> {
                        begin.setEnabled(true);
                        done.run();
                    },
                    why -> {
                        begin.setEnabled(true);
                        problem.setText(why);
                    });
        } catch (InvalidPathException e) {
            begin.setEnabled(true);
            problem.setText("This is no name a folder can have.");
        }
    }
}
