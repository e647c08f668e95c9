package dev.cairn.window.view;

import dev.cairn.window.model.Picture;
import javax.swing.Box;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;

/** Who is signed in, and how the client behaves. */
final class SettingsPage {
    private final JPanel list = Pieces.column(Pieces.GAP);
    private final JComponent root = Pieces.page(list);
    private final JLabel who = Pieces.text(" ");
    private final JLabel device = Pieces.text(" ");
    private final JButton signOut;
    private final JCheckBox autostart = new JCheckBox("Open Cairn when I log in");
    private final JTextArea background = Pieces.prose(" ");
    private final Deeds deeds;

    SettingsPage(Deeds deeds) {
        this.deeds = deeds;
        root.setName("settings");
        who.setName("who");
        signOut = Pieces.button("Sign out", 'S', _ -> deeds.then(deeds.wishes().signOut(), _ -> {}));
        list.add(Pieces.card(Pieces.column(
                6, Pieces.heading("Account"), who, device, Box.createVerticalStrut(4), Pieces.row(signOut))));
        autostart.setName("autostart");
        autostart.setMnemonic('l');
        autostart.setOpaque(false);
        autostart.setEnabled(false);
        autostart.addActionListener(_ -> change());
        background.setName("background");
        list.add(Box.createVerticalStrut(Pieces.GAP));
        list.add(Pieces.card(Pieces.column(6, Pieces.heading("In the background"), background, autostart)));
        deeds.then(deeds.wishes().autostart(), this::shown, _ -> {});
    }

    private void shown(boolean on) {
        autostart.setEnabled(true);
        autostart.setSelected(on);
    }

    private void change() {
        boolean wanted = autostart.isSelected();
        deeds.then(deeds.wishes().autostart(wanted), this::shown, why -> {
            autostart.setSelected(!wanted);
            deeds.fail(why);
        });
    }

    /** Whether there is an icon in the tray. */
    void tray(boolean there) {
        background.setText(
                there
                        ? "Closing the window leaves Cairn in the tray, where it goes on syncing. Quit is in its menu."
                        : "This desktop shows no tray icons, so Cairn syncs as long as its window is open. Minimize it,"
                                + " or use \"cairn client run\", which needs no window.");
    }

    JComponent root() {
        return root;
    }

    void show(Picture picture) {
        who.setText(picture.user() + " at " + picture.server());
        device.setText("This computer is called " + picture.device() + ".");
        device.setForeground(Colors.soft());
    }
}
