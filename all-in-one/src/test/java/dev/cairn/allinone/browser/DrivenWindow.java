package dev.cairn.allinone.browser;

import java.awt.AWTEvent;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import javax.accessibility.AccessibleContext;
import javax.imageio.ImageIO;
import javax.swing.JComponent;
import javax.swing.JTabbedPane;
import javax.swing.RepaintManager;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;

/**
 * The command line with its real window, and somebody at its mouse who does what the lines of the input say, one answer for each: what a
 * test reads from and clicks on is found by what a screen reader would call it. Swing used off its thread, and everything its thread
 * throws, is held against it.
 */
final class DrivenWindow {
    private static final ConcurrentLinkedQueue<String> WRONGS = new ConcurrentLinkedQueue<>();

    private DrivenWindow() {}

    public static void main(String[] arguments) throws Exception {
        RepaintManager.setCurrentManager(new Strict());
        Toolkit.getDefaultToolkit().getSystemEventQueue().push(new Watched());
        Thread.ofPlatform().daemon().name("driver").start(DrivenWindow::drive);
        dev.cairn.desktop.cli.CairnCommand.main(arguments);
    }

    private static void drive() {
        try (var lines = new InputStreamReader(System.in, StandardCharsets.UTF_8)) {
            var reader = new java.io.BufferedReader(lines);
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                System.out.println("> " + answer(line.split("\t", -1)).replace('\n', ' '));
                System.out.flush();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static String answer(String[] command) {
        try {
            return switch (command[0]) {
                case "text" ->
                    onItsThread(() -> find(command[1]).map(DrivenWindow::text).orElse(""));
                case "set" ->
                    onItsThread(() -> {
                        ((JTextComponent) shown(command[1])).setText(command[2]);
                        return "done";
                    });
                case "click" -> click(onItsThread(() -> place(shown(command[1]))));
                case "tab" -> click(onItsThread(() -> tab(command[1])));
                case "picture" -> picture(command[1]);
                case "close" ->
                    onItsThread(() -> {
                        frame().dispatchEvent(new java.awt.event.WindowEvent(
                                frame(), java.awt.event.WindowEvent.WINDOW_CLOSING));
                        return "done";
                    });
                case "wrongs" -> String.join(" | ", WRONGS);
                default -> "what is " + command[0] + "?";
            };
        } catch (Exception e) {
            return "failed: " + e;
        }
    }

    private static <T> T onItsThread(Callable<T> work) throws Exception {
        var task = new FutureTask<>(work);
        SwingUtilities.invokeAndWait(task);
        return task.get();
    }

    private static Window frame() {
        return Stream.of(Window.getWindows())
                .filter(each -> each instanceof javax.swing.JFrame && each.isShowing())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no window is shown"));
    }

    private static Component shown(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("nothing shown is called " + name));
    }

    /** By its name for tests, or else by what it is called to people. */
    private static Optional<Component> find(String name) {
        return Stream.of(Window.getWindows())
                .filter(Component::isShowing)
                .flatMap(DrivenWindow::below)
                .filter(Component::isShowing)
                .filter(each -> name.equals(each.getName()) || name.equals(called(each)))
                .findFirst();
    }

    private static Stream<Component> below(Component component) {
        var parts = component instanceof Container container ? container.getComponents() : new Component[0];
        return Stream.concat(Stream.of(component), Stream.of(parts).flatMap(DrivenWindow::below));
    }

    private static String called(Component component) {
        AccessibleContext context = component.getAccessibleContext();
        return context == null ? "" : Objects.requireNonNullElse(context.getAccessibleName(), "");
    }

    private static String text(Component component) {
        return switch (component) {
            case JTextComponent field -> field.getText();
            case javax.swing.JLabel label -> label.getText();
            case javax.swing.AbstractButton button -> button.getText();
            default -> called(component);
        };
    }

    private static Rectangle place(Component component) {
        return new Rectangle(component.getLocationOnScreen(), component.getSize());
    }

    private static Rectangle tab(String title) {
        var tabs = (JTabbedPane) shown("tabs");
        for (int i = 0; i < tabs.getTabCount(); i++) {
            if (tabs.getTitleAt(i).startsWith(title)) {
                var bounds = Objects.requireNonNull(tabs.getBoundsAt(i));
                var corner = tabs.getLocationOnScreen();
                return new Rectangle(corner.x + bounds.x, corner.y + bounds.y, bounds.width, bounds.height);
            }
        }
        throw new IllegalStateException("there is no tab " + title);
    }

    private static String click(Rectangle where) throws Exception {
        var robot = new Robot();
        robot.mouseMove(where.x + where.width / 2, where.y + where.height / 2);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        robot.waitForIdle();
        return "done";
    }

    /** What is on the screen where the window is. */
    private static String picture(String file) throws Exception {
        var robot = new Robot();
        robot.mouseMove(0, 0);
        robot.waitForIdle();
        var where = onItsThread(() -> frame().getBounds());
        ImageIO.write(robot.createScreenCapture(where), "png", new File(file));
        return "done";
    }

    /** Components are changed by Swing's thread alone. */
    private static final class Strict extends RepaintManager {
        @Override
        public synchronized void addInvalidComponent(JComponent component) {
            check(component);
            super.addInvalidComponent(component);
        }

        @Override
        public void addDirtyRegion(JComponent component, int x, int y, int width, int height) {
            check(component);
            super.addDirtyRegion(component, x, y, width, height);
        }

        private static void check(JComponent component) {
            if (!SwingUtilities.isEventDispatchThread() && component.isShowing()) {
                WRONGS.add(component.getClass().getName() + " was changed by the thread "
                        + Thread.currentThread().getName());
            }
        }
    }

    /** What handlers throw is no secret of the log. */
    private static final class Watched extends EventQueue {
        @Override
        protected void dispatchEvent(AWTEvent event) {
            try {
                super.dispatchEvent(event);
            } catch (RuntimeException e) {
                WRONGS.add(e + " from " + event);
                throw e;
            }
        }
    }
}
