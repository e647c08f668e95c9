package dev.cairn.window.view;

import dev.cairn.desktop.proxy.ProxySettings;
import java.util.List;
import java.util.Objects;
import javax.swing.ButtonGroup;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JPasswordField;
import javax.swing.JRadioButton;
import javax.swing.JTextField;
import org.jspecify.annotations.Nullable;

/** Whether the server is reached through a proxy. The password is shown to nobody, not even here. */
final class ProxyCard {
    private static final int WIDE_COLUMNS = 24;
    private static final int PORT_COLUMNS = 6;
    private static final int NAME_COLUMNS = 14;

    private final Deeds deeds;
    private final JRadioButton system = choice("As the system says", 'y', "proxy-system");
    private final JRadioButton none = choice("No proxy", 'o', "proxy-none");
    private final JRadioButton manual = choice("This one:", 'T', "proxy-manual");
    private final JTextField host = new JTextField(WIDE_COLUMNS);
    private final JTextField port = new JTextField(PORT_COLUMNS);
    private final JTextField user = new JTextField(NAME_COLUMNS);
    private final JPasswordField password = new JPasswordField(NAME_COLUMNS);
    private final JLabel said = Pieces.text("One moment…");
    private final JPanel root;
    private ProxySettings kept = ProxySettings.SYSTEM;

    ProxyCard(Deeds deeds) {
        this.deeds = deeds;
        var group = new ButtonGroup();
        List.of(system, none, manual).forEach(group::add);
        system.setSelected(true);
        host.setName("proxy-host");
        port.setName("proxy-port");
        user.setName("proxy-user");
        password.setName("proxy-password");
        said.setName("proxy-said");
        var apply = Pieces.button("Apply proxy", 'x', _ -> change());
        root = Pieces.card(Pieces.column(
                6,
                Pieces.heading("Proxy"),
                Pieces.row(system, none, manual),
                Pieces.row(label("Host", 'H', host), host, label("Port", 'P', port), port),
                Pieces.row(label("Name", 'm', user), user, label("Password", 'w', password), password),
                Pieces.row(apply),
                said));
    }

    private static JRadioButton choice(String text, char mnemonic, String name) {
        var button = new JRadioButton(text);
        button.setMnemonic(mnemonic);
        button.setName(name);
        button.setOpaque(false);
        return button;
    }

    private static JLabel label(String text, char mnemonic, JTextField field) {
        var label = Pieces.text(text);
        label.setLabelFor(field);
        label.setDisplayedMnemonic(mnemonic);
        return label;
    }

    JPanel root() {
        return root;
    }

    void refresh() {
        deeds.then(deeds.wishes().proxy(), this::shown, said::setText);
    }

    private void shown(ProxySettings settings) {
        kept = settings;
        (settings.isSystem() ? system : settings.isManual() ? manual : none).setSelected(true);
        host.setText(Objects.requireNonNullElse(settings.host(), ""));
        port.setText(settings.port() == null ? "" : settings.port().toString());
        user.setText(Objects.requireNonNullElse(settings.user(), ""));
        password.setText("");
        said.setText(" ");
    }

    private void change() {
        try {
            deeds.then(
                    deeds.wishes().proxy(wanted()),
                    settings -> {
                        shown(settings);
                        said.setText("The server is reached this way from now on: " + settings + ".");
                    },
                    said::setText);
        } catch (IllegalArgumentException e) {
            said.setText(Sorry.words(e));
        }
    }

    private ProxySettings wanted() {
        if (!manual.isSelected()) {
            return system.isSelected() ? ProxySettings.SYSTEM : ProxySettings.NONE;
        }
        var name = user.getText().strip();
        var except = Objects.requireNonNullElse(kept.except(), List.<String>of());
        return ProxySettings.manual(
                host.getText().strip(), number(port.getText()), name.isEmpty() ? null : name, secret(name), except);
    }

    private static int number(String text) {
        return text.strip().matches("\\d{1,5}") ? Integer.parseInt(text.strip()) : 0;
    }

    /** An empty field keeps the password of the same name. */
    private @Nullable String secret(String name) {
        var typed = new String(password.getPassword());
        return name.isEmpty() ? null : typed.isEmpty() && name.equals(kept.user()) ? kept.password() : typed;
    }
}
