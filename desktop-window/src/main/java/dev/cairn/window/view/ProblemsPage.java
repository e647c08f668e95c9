package dev.cairn.window.view;

import com.formdev.flatlaf.FlatLaf;
import dev.cairn.window.model.Mood;
import dev.cairn.window.model.Picture;
import dev.cairn.window.model.Trouble;
import java.awt.Component;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.swing.Box;
import javax.swing.JComponent;
import javax.swing.JPanel;

/** What somebody may want to look at, with what can be done about it. */
final class ProblemsPage {
    private static final int SHOWN_MAX = 200;

    private final Deeds deeds;
    private final JPanel list = Pieces.column(Pieces.GAP);
    private final JComponent root = Pieces.page(list);
    private List<Trouble> shown = List.of();
    private boolean dark;

    ProblemsPage(Deeds deeds) {
        this.deeds = deeds;
        root.setName("problems");
    }

    JComponent root() {
        return root;
    }

    void show(Picture picture) {
        if (shown.equals(picture.troubles()) && dark == FlatLaf.isLafDark() && list.getComponentCount() > 0) {
            return;
        }
        shown = picture.troubles();
        dark = FlatLaf.isLafDark();
        list.removeAll();
        var parts = new ArrayList<Component>();
        if (shown.isEmpty()) {
            parts.add(Pieces.card(Pieces.column(
                    6,
                    Pieces.heading("Nothing to worry about"),
                    Pieces.prose("When a file cannot be synced, it is listed here, with what to do about it."))));
        }
        shown.stream().limit(SHOWN_MAX).map(this::card).forEach(parts::add);
        if (shown.size() > SHOWN_MAX) {
            parts.add(Pieces.text("… and " + (shown.size() - SHOWN_MAX) + " more; \"cairn client status\" lists all."));
        }
        list.add(Pieces.column(Pieces.GAP, parts.toArray(Component[]::new)));
        list.revalidate();
        list.repaint();
    }

    private JPanel card(Trouble trouble) {
        var parts = new ArrayList<Component>();
        var name =
                Pieces.heading(trouble.kind() == Trouble.Kind.HELD ? "Deletions wait for your word" : trouble.path());
        if (trouble.kind() != Trouble.Kind.SKIPPED) {
            name.setForeground(Colors.of(Mood.ATTENTION));
        }
        parts.add(name);
        parts.add(Pieces.prose(
                trouble.what() + (trouble.advice() == null ? "" : " " + Objects.requireNonNull(trouble.advice()))));
        var folder = Path.of(trouble.folder());
        var open = Pieces.button("Open folder", 'O', _ -> deeds.open(nearest(folder, trouble.path())));
        parts.add(Box.createVerticalStrut(4));
        if (trouble.kind() == Trouble.Kind.HELD) {
            var back = Pieces.main(Pieces.button("Bring them back", 'B', _ -> answer(trouble, false)));
            back.setName("undo");
            var delete = Pieces.button("Delete them on the server too", 'D', _ -> answer(trouble, true));
            delete.setName("confirm");
            parts.add(Pieces.row(back, delete, open));
        } else {
            parts.add(Pieces.row(open));
        }
        return Pieces.card(Pieces.column(4, parts.toArray(Component[]::new)));
    }

    /** Without a look at the disk: the window's thread never waits for one. */
    private static Path nearest(Path folder, String path) {
        int end = path.lastIndexOf('/');
        return end < 0 ? folder : folder.resolve(path.substring(0, end));
    }

    private void answer(Trouble trouble, boolean meant) {
        deeds.then(deeds.wishes().answer(trouble.folder(), meant), _ -> {});
    }
}
