package dev.cairn.window.view;

import dev.cairn.desktop.select.ChosenFolder;
import dev.cairn.desktop.session.Sizes;
import dev.cairn.window.model.FolderCard;
import dev.cairn.window.model.Words;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;

/** Which folders of a space are kept on this computer. What is ticked counts at once. */
final class ChoiceDialog {
    private static final int SHOWN_MAX = 500;
    private static final int STEP = 20;

    private final Deeds deeds;
    private final String folder;
    private final JDialog dialog;
    private final JPanel list = Pieces.column(0);
    private final JLabel said = Pieces.text(" ");

    ChoiceDialog(JFrame owner, Deeds deeds, FolderCard card) {
        this.deeds = deeds;
        this.folder = card.path();
        this.dialog = new JDialog(owner, "Folders of " + card.name() + " on this computer", true);
        said.setName("choice-said");
        var top = Pieces.prose(
                "Folders without a tick stay on the server and leave this computer as soon as the server has"
                        + " every change made here.");
        top.setBorder(BorderFactory.createEmptyBorder(Pieces.GAP, Pieces.WIDE, 0, Pieces.WIDE));
        var bottom = Pieces.clear(new JPanel(new BorderLayout()));
        bottom.setBorder(BorderFactory.createEmptyBorder(Pieces.GAP, Pieces.WIDE, Pieces.GAP, Pieces.WIDE));
        bottom.add(said, BorderLayout.CENTER);
        bottom.add(Pieces.button("Done", 'D', _ -> dialog.dispose()), BorderLayout.EAST);
        dialog.add(top, BorderLayout.NORTH);
        dialog.add(Pieces.page(list), BorderLayout.CENTER);
        dialog.add(bottom, BorderLayout.SOUTH);
        dialog.setPreferredSize(new Dimension(520, 460));
        dialog.pack();
        dialog.setLocationRelativeTo(owner);
    }

    /** Shows it until it is closed. */
    void open() {
        deeds.then(deeds.wishes().choice(folder), this::offer, said::setText);
        dialog.setVisible(true);
    }

    private void offer(List<ChosenFolder> folders) {
        said.setText(folders.isEmpty() ? "There are no folders in it yet." : " ");
        list.removeAll();
        folders.stream().limit(SHOWN_MAX).map(this::line).forEach(list::add);
        if (folders.size() > SHOWN_MAX) {
            list.add(Pieces.text(
                    "… and " + (folders.size() - SHOWN_MAX) + " more; \"cairn client folders\" lists all."));
        }
        list.revalidate();
        list.repaint();
    }

    private JComponent line(ChosenFolder each) {
        int slash = each.path().lastIndexOf('/');
        int depth = (int) each.path().chars().filter(c -> c == '/').count();
        var box = new JCheckBox(
                each.path().substring(slash + 1) + "  (" + Words.counted(each.files(), "file", "files") + ", "
                        + Sizes.words(each.bytes()) + ")",
                each.selected());
        box.putClientProperty("html.disable", true);
        box.setName("choice " + each.path());
        box.setOpaque(false);
        box.setAlignmentX(JComponent.LEFT_ALIGNMENT);
        box.setBorder(BorderFactory.createEmptyBorder(3, depth * STEP, 3, 0));
        box.addActionListener(_ -> choose(box, each.path()));
        return box;
    }

    private void choose(JCheckBox box, String path) {
        boolean wanted = box.isSelected();
        deeds.then(deeds.wishes().choose(folder, path, wanted), this::offer, why -> {
            box.setSelected(!wanted);
            said.setText(why);
        });
    }
}
