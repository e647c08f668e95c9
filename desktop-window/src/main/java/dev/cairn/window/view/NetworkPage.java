package dev.cairn.window.view;

import javax.swing.Box;
import javax.swing.JComponent;
import javax.swing.JPanel;

/** How the server is reached, and how fast. */
final class NetworkPage {
    private final JComponent root;
    private final LimitCard limits;
    private final ProxyCard proxy;

    NetworkPage(Deeds deeds) {
        limits = new LimitCard(deeds);
        proxy = new ProxyCard(deeds);
        JPanel list = Pieces.column(Pieces.GAP);
        list.add(limits.root());
        list.add(Box.createVerticalStrut(Pieces.GAP));
        list.add(proxy.root());
        root = Pieces.page(list);
        root.setName("network");
    }

    JComponent root() {
        return root;
    }

    /** Reads again what holds: a command may have changed it. */
    void refresh() {
        limits.refresh();
        proxy.refresh();
    }
}
