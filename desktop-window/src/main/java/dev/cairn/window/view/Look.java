package dev.cairn.window.view;

import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLaf;
import com.formdev.flatlaf.FlatLightLaf;
import java.util.HashMap;
import java.util.Map;
import javax.swing.LookAndFeel;
import javax.swing.UIManager;
import javax.swing.UnsupportedLookAndFeelException;

/** FlatLaf in the colours of Cairn, light or dark. On the window's thread. */
final class Look {
    private Look() {}

    /** Puts it on everything that is shown. */
    static void set(boolean dark) {
        FlatLaf.setGlobalExtraDefaults(defaults(dark));
        LookAndFeel wanted = dark ? new FlatDarkLaf() : new FlatLightLaf();
        try {
            UIManager.setLookAndFeel(wanted);
            FlatLaf.updateUI();
        } catch (UnsupportedLookAndFeelException e) {
            throw new IllegalStateException("FlatLaf runs everywhere", e);
        }
    }

    private static Map<String, String> defaults(boolean dark) {
        var defaults = new HashMap<String, String>();
        defaults.put("@accentColor", dark ? "#7cc4ae" : "#2d6a5a");
        defaults.put("@background", dark ? "#171b1a" : "#f3f6f4");
        defaults.put("@foreground", dark ? "#e9eeec" : "#1c2321");
        defaults.put("Component.arc", "10");
        defaults.put("Button.arc", "10");
        defaults.put("TextComponent.arc", "10");
        defaults.put("Button.margin", "4,14,4,14");
        defaults.put("TextField.margin", "4,8,4,8");
        defaults.put("ComboBox.padding", "4,8,4,8");
        defaults.put("Component.focusWidth", "1");
        defaults.put("TabbedPane.tabHeight", "38");
        defaults.put("TabbedPane.tabInsets", "4,18,4,18");
        return defaults;
    }
}
