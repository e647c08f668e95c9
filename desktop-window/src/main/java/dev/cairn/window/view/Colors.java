package dev.cairn.window.view;

import com.formdev.flatlaf.FlatLaf;
import dev.cairn.window.model.Mood;
import java.awt.Color;
import javax.swing.UIManager;

/** The colours the look and feel does not know; each for light and dark. */
final class Colors {
    private Colors() {}

    static Color of(Mood mood) {
        boolean dark = FlatLaf.isLafDark();
        return switch (mood) {
            case UP_TO_DATE -> stone();
            case SYNCING -> new Color(dark ? 0x6CA8E0 : 0x1F6FB2);
            case OFFLINE -> new Color(dark ? 0x9AA6A2 : 0x6B7773);
            case PAUSED -> new Color(dark ? 0xD9B25F : 0x98690A);
            case ATTENTION -> new Color(dark ? 0xFFB4AB : 0xA3261B);
        };
    }

    /** The colour of Cairn, as on the web. */
    static Color stone() {
        return new Color(FlatLaf.isLafDark() ? 0x7CC4AE : 0x2D6A5A);
    }

    /** On which cards lie. */
    static Color paper() {
        return new Color(FlatLaf.isLafDark() ? 0x171B1A : 0xF3F6F4);
    }

    static Color card() {
        return new Color(FlatLaf.isLafDark() ? 0x1F2524 : 0xFFFFFF);
    }

    static Color line() {
        return new Color(FlatLaf.isLafDark() ? 0x38403E : 0xDDE4E1);
    }

    static Color ink() {
        return UIManager.getColor("Label.foreground");
    }

    static Color soft() {
        return new Color(FlatLaf.isLafDark() ? 0xA3AFAB : 0x5D6966);
    }

    static Color tint(Color color) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), 33);
    }
}
