package dev.cairn.window.view;

import dev.cairn.window.model.Picture;
import java.awt.BorderLayout;
import java.time.Duration;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import org.jspecify.annotations.Nullable;

/** How things stand, and the one thing to do about it: pause, resume, sign in again. */
final class Header {
    private static final int ICON = 64;

    private final Deeds deeds;
    private final Runnable signIn;
    private final JPanel root = Pieces.clear(new JPanel(new BorderLayout(20, 0)));
    private final JLabel icon = new JLabel();
    private final JLabel headline = Pieces.title(" ");
    private final JLabel advice = Pieces.text(" ");
    private final JButton act = Pieces.button("Pause", 'P', _ -> act());
    private Picture shown = Picture.EMPTY;

    /** @param signIn shows the way to sign in again */
    Header(Deeds deeds, Runnable signIn) {
        this.deeds = deeds;
        this.signIn = signIn;
        headline.setName("headline");
        advice.setName("advice");
        act.setName("act");
        root.setBorder(BorderFactory.createEmptyBorder(20, Pieces.WIDE, 16, Pieces.WIDE));
        root.add(icon, BorderLayout.WEST);
        root.add(middle(Pieces.column(4, headline, advice)), BorderLayout.CENTER);
        root.add(middle(act), BorderLayout.EAST);
    }

    private static JPanel middle(java.awt.Component part) {
        var middle = Pieces.clear(new JPanel(new java.awt.GridBagLayout()));
        var place = new java.awt.GridBagConstraints();
        place.weightx = 1;
        place.fill = java.awt.GridBagConstraints.HORIZONTAL;
        middle.add(part, place);
        return middle;
    }

    JPanel root() {
        return root;
    }

    void show(Picture picture) {
        shown = picture;
        icon.setIcon(new StateIcon(picture.mood(), ICON, true));
        icon.getAccessibleContext().setAccessibleName(picture.headline());
        headline.setText(picture.headline());
        advice.setText(picture.advice());
        advice.setToolTipText(null);
        advice.setForeground(Colors.soft());
        act.setText(picture.signedOut() ? "Sign in" : picture.paused() ? "Resume" : "Pause");
        act.setMnemonic(picture.signedOut() ? 'S' : picture.paused() ? 'R' : 'P');
    }

    private void act() {
        if (shown.signedOut()) {
            signIn.run();
        } else if (shown.paused()) {
            deeds.then(deeds.wishes().resume(), _ -> {});
        } else {
            var menu = new JPopupMenu();
            menu.add(pause("For 30 minutes", '3', Duration.ofMinutes(30)));
            menu.add(pause("For 2 hours", '2', Duration.ofHours(2)));
            menu.add(pause("For a day", 'd', Duration.ofDays(1)));
            menu.addSeparator();
            menu.add(pause("Until I resume", 'U', null));
            menu.show(act, 0, act.getHeight() + 4);
        }
    }

    private JMenuItem pause(String text, char mnemonic, @Nullable Duration time) {
        var item = new JMenuItem(text, mnemonic);
        item.addActionListener(_ -> deeds.then(deeds.wishes().pause(time), _ -> {}));
        return item;
    }
}
