package dev.cairn.window.view;

import dev.cairn.desktop.account.Account;
import dev.cairn.desktop.session.NewSignIn;
import dev.cairn.window.model.Mood;
import dev.cairn.window.model.Picture;
import java.awt.CardLayout;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;
import org.jspecify.annotations.Nullable;

/** Where everybody begins: the address of the server, then the browser. */
final class SignInPage {
    private final Deeds deeds;
    private final JPanel root = Pieces.clear(new JPanel(new java.awt.GridBagLayout()));
    private final CardLayout cards = new CardLayout();
    private final JPanel steps = Pieces.clear(new JPanel(cards));
    private final JTextField server = new JTextField(28);
    private final JTextField device = new JTextField(NewSignIn.deviceName(), 28);
    private final JTextField address = new JTextField(28);
    private final JLabel waiting = Pieces.text("Your browser is open: sign in there.");
    private final JLabel problem = Pieces.text(" ");
    private @Nullable CompletableFuture<Account> attempt;

    SignInPage(Deeds deeds) {
        this.deeds = deeds;
        server.setName("server");
        server.putClientProperty("JTextField.placeholderText", "https://cairn.example.org");
        device.setName("device");
        address.setName("address");
        address.setEditable(false);
        problem.setName("problem");
        var begin = Pieces.main(Pieces.button("Sign in with the browser", 'S', _ -> begin()));
        begin.setName("sign-in");
        server.addActionListener(_ -> begin());
        device.addActionListener(_ -> begin());
        steps.add(
                Pieces.column(
                        6,
                        label("Address of the server", 'A', server),
                        server,
                        label("Name of this computer", 'N', device),
                        device,
                        javax.swing.Box.createVerticalStrut(6),
                        begin),
                "ask");
        var copy = Pieces.button("Copy address", 'C', _ -> copy());
        var cancel = Pieces.button("Cancel", 'l', _ -> cancel());
        steps.add(
                Pieces.column(
                        Pieces.GAP,
                        waiting,
                        Pieces.prose("If no page opened, open this address yourself, in a browser on this computer:"),
                        address,
                        Pieces.row(copy, cancel)),
                "wait");
        var content = Pieces.column(
                Pieces.GAP,
                new JLabel(new StateIcon(Mood.UP_TO_DATE, 72, false)),
                Pieces.title("Welcome to Cairn"),
                Pieces.prose("Your files, on all your computers, and never a byte lost. Sign in to begin."),
                steps,
                problem);
        root.add(Pieces.card(content));
    }

    private static JLabel label(String text, char mnemonic, JTextField field) {
        var label = Pieces.text(text);
        label.setDisplayedMnemonic(mnemonic);
        label.setLabelFor(field);
        return label;
    }

    JPanel root() {
        return root;
    }

    void show(Picture picture) {
        if (picture.server() != null && server.getText().isEmpty()) {
            server.setText(picture.server());
        }
    }

    private void begin() {
        if (server.getText().isBlank()) {
            problem.setText("Write the address of your server first.");
            server.requestFocusInWindow();
            return;
        }
        problem.setText(" ");
        var wish = deeds.wishes()
                .signIn(server.getText(), device.getText(), page -> SwingUtilities.invokeLater(() -> waitFor(page)));
        attempt = wish;
        deeds.then(wish, _ -> cards.show(steps, "ask"), why -> {
            problem.setText(why);
            cards.show(steps, "ask");
        });
    }

    private void waitFor(URI page) {
        address.setText(page.toString());
        address.setCaretPosition(0);
        waiting.setText("Opening your browser…");
        cards.show(steps, "wait");
        deeds.browse(
                page,
                opened -> waiting.setText(
                        opened ? "Your browser is open: sign in there." : "There is no browser Cairn could open."));
    }

    private void copy() {
        Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(address.getText()), null);
        waiting.setText("Copied. Open it in a browser on this computer.");
    }

    private void cancel() {
        var current = attempt;
        if (current != null) {
            current.cancel(true);
        }
        cards.show(steps, "ask");
    }
}
