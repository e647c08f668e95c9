package dev.cairn.window.view;

import dev.cairn.window.model.FolderCard;
import dev.cairn.window.model.Picture;
import java.awt.AWTException;
import java.awt.MenuItem;
import java.awt.PopupMenu;
import java.awt.SystemTray;
import java.awt.TrayIcon;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An icon in the tray of the desktop, with the few things people do most. Not every desktop has one: GNOME shows none by itself. */
final class Tray {
    private static final int[] SIZES = {16, 22, 24, 32, 48};

    private final TrayIcon icon;
    private final Deeds deeds;
    private final Runnable raise;
    private final Runnable quit;
    private @Nullable Picture shown;

    private Tray(TrayIcon icon, Deeds deeds, Runnable raise, Runnable quit) {
        this.icon = icon;
        this.deeds = deeds;
        this.raise = raise;
        this.quit = quit;
    }

    /** Empty where there is none. */
    static Optional<Tray> open(Deeds deeds, Runnable raise, Runnable quit) {
        if (!SystemTray.isSupported()) {
            return Optional.empty();
        }
        try {
            var icon = new TrayIcon(image(Picture.EMPTY), "Cairn");
            icon.setImageAutoSize(true);
            icon.addActionListener(_ -> raise.run());
            SystemTray.getSystemTray().add(icon);
            return Optional.of(new Tray(icon, deeds, raise, quit));
        } catch (AWTException e) {
            return Optional.empty();
        }
    }

    private static java.awt.Image image(Picture picture) {
        return StateIcon.image(picture.mood(), true, SIZES);
    }

    void show(Picture picture) {
        if (picture.equals(shown)) {
            return;
        }
        shown = picture;
        icon.setImage(image(picture));
        icon.setToolTip("Cairn: " + picture.headline());
        icon.setPopupMenu(menu(picture));
    }

    private PopupMenu menu(Picture picture) {
        var menu = new PopupMenu("Cairn");
        var state = new MenuItem(picture.headline());
        state.setEnabled(false);
        menu.add(state);
        menu.add(item("Open Cairn", raise));
        picture.folders().forEach(folder -> menu.add(open(folder, picture.folders())));
        var server = picture.server();
        if (server != null) {
            menu.add(item("Open in browser", () -> deeds.browse(URI.create(server), _ -> {})));
        }
        menu.addSeparator();
        if (picture.paused()) {
            menu.add(item("Resume", () -> deeds.then(deeds.wishes().resume(), _ -> {})));
        } else if (!picture.folders().isEmpty()) {
            menu.add(item("Pause", () -> deeds.then(deeds.wishes().pause(null), _ -> {})));
        }
        menu.add(item("Quit", quit));
        return menu;
    }

    private MenuItem open(FolderCard folder, List<FolderCard> all) {
        return item(
                all.size() == 1 ? "Open folder" : "Open " + folder.name(), () -> deeds.open(Path.of(folder.path())));
    }

    private static MenuItem item(String text, Runnable then) {
        var item = new MenuItem(text);
        item.addActionListener(_ -> then.run());
        return item;
    }

    void close() {
        SystemTray.getSystemTray().remove(icon);
    }
}
