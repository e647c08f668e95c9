package dev.cairn.window.view;

import com.formdev.flatlaf.FlatLaf;
import dev.cairn.window.model.Mood;
import dev.cairn.window.model.Picture;
import dev.cairn.window.model.Stage;
import dev.cairn.window.system.Desktops;
import dev.cairn.window.work.Wishes;
import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.util.Optional;
import javax.swing.BorderFactory;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTabbedPane;
import javax.swing.WindowConstants;

/** The window. All of it belongs to the window's thread. */
public final class MainFrame {
    private static final String WORK = "work";
    private static final String SIGN_IN = "sign-in";
    private static final String FOLDER = "folder";
    private static final int[] ICON_SIZES = {16, 24, 32, 48, 64, 128};

    private final JFrame frame = new JFrame("Cairn");
    private final CardLayout cards = new CardLayout();
    private final JPanel pages = Pieces.clear(new JPanel(cards));
    private final JTabbedPane tabs = new JTabbedPane();
    private final JLabel banner = Pieces.text(" ");
    private final SignInPage signIn;
    private final FolderPage first;
    private final Header header;
    private final OverviewPage overview;
    private final ProblemsPage problems;
    private final NetworkPage network;
    private final SettingsPage settings;
    private final Deeds deeds;
    private Optional<Tray> tray = Optional.empty();
    private Picture picture = Picture.EMPTY;
    private String card = "";
    private String problem = "";
    private boolean signingInAgain;

    public MainFrame(Wishes wishes, Desktops desktops) {
        deeds = new Deeds(wishes, desktops, this::problem);
        signIn = new SignInPage(deeds);
        first = new FolderPage(deeds, () -> {}, "Choose a folder");
        header = new Header(deeds, this::signInAgain);
        overview = new OverviewPage(deeds, this::addFolder, card -> new ChoiceDialog(frame, deeds, card).open());
        problems = new ProblemsPage(deeds);
        network = new NetworkPage(deeds);
        settings = new SettingsPage(deeds);
        tab("Overview", 'v', overview.root());
        tab("Problems", 'l', problems.root());
        tab("Network", 'k', network.root());
        tab("Settings", 'g', settings.root());
        tabs.addChangeListener(_ -> {
            if (network.root().equals(tabs.getSelectedComponent())) {
                network.refresh();
            }
        });
        tabs.setName("tabs");
        tabs.putClientProperty("JTabbedPane.tabAreaAlignment", "leading");
        tabs.putClientProperty("JTabbedPane.showContentSeparator", true);
        banner.setName("banner");
        banner.setBorder(BorderFactory.createEmptyBorder(8, Pieces.WIDE, 8, Pieces.WIDE));
        var work = Pieces.clear(new JPanel(new BorderLayout()));
        work.add(header.root(), BorderLayout.NORTH);
        work.add(tabs, BorderLayout.CENTER);
        pages.add(work, WORK);
        pages.add(signIn.root(), SIGN_IN);
        pages.add(first.root(), FOLDER);
        frame.add(pages, BorderLayout.CENTER);
        frame.add(banner, BorderLayout.SOUTH);
        banner.setVisible(false);
        frame.setMinimumSize(new Dimension(640, 480));
        frame.setSize(820, 600);
        frame.setLocationByPlatform(true);
        frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
    }

    private void tab(String title, char mnemonic, javax.swing.JComponent page) {
        tabs.addTab(title, page);
        tabs.setMnemonicAt(tabs.getTabCount() - 1, mnemonic);
    }

    /**
     * Puts an icon into the tray where there is one; without it the window is all there is of Cairn.
     *
     * @param quit ends it all
     */
    public boolean openTray(Runnable quit) {
        tray = Tray.open(deeds, this::raise, quit);
        tray.ifPresent(icon -> icon.show(picture));
        settings.tray(tray.isPresent());
        return tray.isPresent();
    }

    /** Takes everything off the screen. */
    public void close() {
        tray.ifPresent(Tray::close);
        frame.dispose();
    }

    /** The window itself. */
    public JFrame frame() {
        return frame;
    }

    /** Shows this from now on. */
    public void show(Picture now) {
        boolean before = picture.stage() == now.stage() && !card.isEmpty();
        picture = now;
        if (!now.signedOut()) {
            signingInAgain = false;
        }
        frame.setTitle("Cairn: " + now.headline());
        frame.setIconImage(StateIcon.image(now.mood(), now.stage() == Stage.AT_WORK, ICON_SIZES));
        signIn.show(now);
        header.show(now);
        overview.show(now);
        problems.show(now);
        settings.show(now);
        tray.ifPresent(icon -> icon.show(now));
        tabs.setTitleAt(1, now.urgent() == 0 ? "Problems" : "Problems (" + now.urgent() + ")");
        tabs.setForegroundAt(1, now.urgent() == 0 ? null : Colors.of(Mood.ATTENTION));
        turn();
        if (!before && now.stage() == Stage.CHOOSE_FOLDER) {
            first.refresh();
        }
        banner();
    }

    private void turn() {
        var wanted =
                switch (picture.stage()) {
                    case SIGN_IN -> SIGN_IN;
                    case CHOOSE_FOLDER -> FOLDER;
                    case AT_WORK -> signingInAgain ? SIGN_IN : WORK;
                };
        if (!wanted.equals(card)) {
            card = wanted;
            cards.show(pages, wanted);
        }
    }

    private void signInAgain() {
        signingInAgain = true;
        turn();
    }

    private void problem(String sentence) {
        problem = sentence;
        banner();
    }

    private void banner() {
        var notice = picture.notice();
        var said = problem.isEmpty() ? notice == null ? "" : notice : problem;
        var color = problem.isEmpty() ? Colors.soft() : Colors.of(Mood.ATTENTION);
        banner.setText(said);
        banner.setForeground(color);
        banner.setOpaque(true);
        banner.setBackground(mix(Colors.paper(), color));
        banner.setVisible(!said.isEmpty());
    }

    private static Color mix(Color paper, Color color) {
        return new Color(
                (paper.getRed() * 7 + color.getRed()) / 8,
                (paper.getGreen() * 7 + color.getGreen()) / 8,
                (paper.getBlue() * 7 + color.getBlue()) / 8);
    }

    private void addFolder() {
        var dialog = new javax.swing.JDialog(frame, "Add a folder", true);
        var page = new FolderPage(deeds, dialog::dispose, "Add a folder");
        page.root().setBorder(BorderFactory.createEmptyBorder(16, 16, 16, 16));
        page.refresh();
        dialog.add(page.root());
        dialog.pack();
        dialog.setLocationRelativeTo(frame);
        dialog.setVisible(true);
    }

    /** To the front, wherever it was. */
    public void raise() {
        if (!frame.isVisible()) {
            frame.setVisible(true);
        }
        frame.setExtendedState(frame.getExtendedState() & ~JFrame.ICONIFIED);
        frame.toFront();
        frame.requestFocus();
    }

    /** Whether it is dark. */
    public boolean isDark() {
        return FlatLaf.isLafDark();
    }

    /** Light or dark from now on. */
    public void look(boolean dark) {
        Look.set(dark);
        show(picture);
    }
}
