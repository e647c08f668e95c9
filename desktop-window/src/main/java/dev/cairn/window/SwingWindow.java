package dev.cairn.window;

import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.session.CannotException;
import dev.cairn.desktop.session.CannotException.Reason;
import dev.cairn.desktop.session.ClientWindow;
import dev.cairn.window.model.Painter;
import dev.cairn.window.system.Desktops;
import dev.cairn.window.system.Theme;
import dev.cairn.window.view.MainFrame;
import dev.cairn.window.work.Desk;
import dev.cairn.window.work.Keeper;
import dev.cairn.window.work.Wishes;
import java.awt.GraphicsEnvironment;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.swing.SwingUtilities;
import org.jspecify.annotations.Nullable;

/** The window in Swing. */
public final class SwingWindow implements ClientWindow {
    private static final String THEME = "cairn.window.theme";

    /** For the service loader. */
    public SwingWindow() {}

    @Override
    public boolean show(Home home, boolean hidden) throws Exception {
        if (GraphicsEnvironment.isHeadless()) {
            throw new CannotException(
                    Reason.WRONG, "there is no display for a window here; \"cairn client run\" syncs without one");
        }
        var only = home.windowLock();
        if (only.isEmpty()) {
            home.raise();
            return false;
        }
        try (var _ = only.get()) {
            home.takeRaise();
            open(home, hidden);
        }
        return true;
    }

    private static void open(Home home, boolean hidden) throws Exception {
        var clock = InstantSource.system();
        var closed = new CountDownLatch(1);
        var frame = new AtomicReference<@Nullable MainFrame>();
        var theme = new Theme(System.getProperty(THEME, ""));
        boolean dark = theme.isDark();
        try (var keeper = new Keeper(home);
                var desk = new Desk(
                        home,
                        keeper,
                        new Painter(ZoneId.systemDefault()),
                        clock,
                        picture -> SwingUtilities.invokeLater(() -> shown(frame).show(picture)),
                        () -> SwingUtilities.invokeLater(() -> shown(frame).raise()));
                var wishes = new Wishes(home, keeper, clock, desk::soon);
                var desktops = new Desktops()) {
            Runtime.getRuntime().addShutdownHook(new Thread(keeper::close));
            SwingUtilities.invokeAndWait(() -> {
                var made = new MainFrame(wishes, desktops);
                frame.set(made);
                made.look(dark);
                boolean tray = made.openTray(closed::countDown);
                made.frame().addWindowListener(new WindowAdapter() {
                    @Override
                    public void windowClosing(WindowEvent event) {
                        if (tray) {
                            made.frame().setVisible(false);
                        } else {
                            closed.countDown();
                        }
                    }

                    @Override
                    public void windowActivated(WindowEvent event) {
                        follow(theme, made);
                    }
                });
                if (hidden && !tray) {
                    made.frame().setExtendedState(java.awt.Frame.ICONIFIED);
                }
                made.frame().setVisible(!hidden || !tray);
            });
            keeper.start();
            desk.start();
            closed.await();
            SwingUtilities.invokeAndWait(() -> shown(frame).close());
        }
    }

    /** Somebody who comes back may have made the desktop light or dark meanwhile. */
    private static void follow(Theme theme, MainFrame frame) {
        Thread.ofVirtual().start(() -> {
            boolean dark = theme.isDark();
            SwingUtilities.invokeLater(() -> {
                if (dark != frame.isDark()) {
                    frame.look(dark);
                }
            });
        });
    }

    private static MainFrame shown(AtomicReference<@Nullable MainFrame> frame) {
        return java.util.Objects.requireNonNull(frame.get(), "made before anything is shown");
    }
}
