package dev.cairn.window.view;

import dev.cairn.desktop.limit.Limits;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;

/** How fast this computer sends and fetches. */
final class LimitCard {
    private static final int COLUMNS = 36;
    private static final String UNLIMITED = "unlimited";

    private final Deeds deeds;
    private final JTextField up = new JTextField(COLUMNS);
    private final JTextField down = new JTextField(COLUMNS);
    private final JLabel said = Pieces.text("One moment…");
    private final JPanel root;

    LimitCard(Deeds deeds) {
        this.deeds = deeds;
        up.setName("limit-up");
        down.setName("limit-down");
        said.setName("limit-said");
        var sending = Pieces.text("Send at most");
        sending.setLabelFor(up);
        sending.setDisplayedMnemonic('n');
        var fetching = Pieces.text("Fetch at most");
        fetching.setLabelFor(down);
        fetching.setDisplayedMnemonic('F');
        var apply = Pieces.button("Apply limits", 'A', _ -> change(up.getText(), down.getText()));
        var off = Pieces.button("No limits", 'N', _ -> change(UNLIMITED, UNLIMITED));
        root = Pieces.card(Pieces.column(
                6,
                Pieces.heading("Bandwidth"),
                Pieces.prose(
                        "A rate, or several with the times they hold at: 2 MB/s 08:00-18:00 Mon-Fri, unlimited else"),
                sending,
                up,
                fetching,
                down,
                Pieces.row(apply, off),
                said));
    }

    JPanel root() {
        return root;
    }

    void refresh() {
        deeds.then(deeds.wishes().limits(), this::shown, said::setText);
    }

    private void shown(Limits limits) {
        up.setText(limits.up().toString());
        down.setText(limits.down().toString());
        said.setText(" ");
    }

    private void change(String upWanted, String downWanted) {
        deeds.then(
                deeds.wishes().limit(upWanted, downWanted),
                limits -> {
                    shown(limits);
                    said.setText(
                            limits.equals(Limits.NONE)
                                    ? "No limits from now on."
                                    : "These limits hold from now on, also for what is under way.");
                },
                said::setText);
    }
}
