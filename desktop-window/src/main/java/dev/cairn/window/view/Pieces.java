package dev.cairn.window.view;

import com.formdev.flatlaf.FlatClientProperties;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.event.ActionListener;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;

/** What all pages are put together from, so that they look alike. */
final class Pieces {
    static final int GAP = 12;
    static final int WIDE = 24;

    private Pieces() {}

    /** A line of plain text: a file name that looks like HTML stays what it is. */
    static JLabel text(String text) {
        var label = new JLabel(text);
        label.putClientProperty("html.disable", true);
        label.setAlignmentX(Component.LEFT_ALIGNMENT);
        return label;
    }

    static JLabel title(String text) {
        return styled(text(text), "h2");
    }

    static JLabel heading(String text) {
        return styled(text(text), "h4");
    }

    private static JLabel styled(JLabel label, String style) {
        label.putClientProperty(FlatClientProperties.STYLE_CLASS, style);
        return label;
    }

    /** Text that wraps, and can be selected and read aloud. */
    static JTextArea prose(String text) {
        var area = new JTextArea(text) {
            private static final long serialVersionUID = 1L;

            @Override
            public void updateUI() {
                super.updateUI();
                setForeground(Colors.soft());
            }
        };
        area.setEditable(false);
        area.setFocusable(false);
        area.setLineWrap(true);
        area.setWrapStyleWord(true);
        area.setOpaque(false);
        area.setBorder(BorderFactory.createEmptyBorder());
        area.setAlignmentX(Component.LEFT_ALIGNMENT);
        area.setColumns(30);
        return area;
    }

    static JButton button(String text, char mnemonic, ActionListener then) {
        var button = new JButton(text);
        button.setMnemonic(mnemonic);
        button.addActionListener(then);
        return button;
    }

    /** The one thing most people want to do next. */
    static JButton main(JButton button) {
        button.putClientProperty(
                FlatClientProperties.STYLE,
                "background: $Component.accentColor; foreground: @background; borderWidth: 0; focusWidth: 2; arc: 10;"
                        + " font: bold; margin: 6,18,6,18");
        return button;
    }

    static JPanel row(Component... parts) {
        var row = clear(new JPanel(new FlowLayout(FlowLayout.LEADING, GAP, 0)));
        row.setBorder(BorderFactory.createEmptyBorder(0, -GAP, 0, 0));
        for (var part : parts) {
            row.add(part);
        }
        row.setAlignmentX(Component.LEFT_ALIGNMENT);
        return row;
    }

    /** Parts one below the other, as wide as there is room. */
    static JPanel column(int gap, Component... parts) {
        var column = clear(new JPanel());
        column.setLayout(new BoxLayout(column, BoxLayout.Y_AXIS));
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                column.add(Box.createVerticalStrut(gap));
            }
            if (parts[i] instanceof JComponent part) {
                part.setAlignmentX(Component.LEFT_ALIGNMENT);
            }
            column.add(parts[i]);
        }
        return column;
    }

    /** A rounded sheet on the paper. */
    static JPanel card(Component content) {
        var card = new JPanel(new BorderLayout()) {
            @Override
            public Dimension getMaximumSize() {
                return new Dimension(Integer.MAX_VALUE, getPreferredSize().height);
            }

            @Override
            public void updateUI() {
                super.updateUI();
                setBackground(Colors.card());
            }
        };
        card.setBorder(BorderFactory.createEmptyBorder(16, 20, 16, 20));
        card.putClientProperty(FlatClientProperties.STYLE, "arc: 16; border: 16,20,16,20,$Component.borderColor,1,16");
        card.add(content, BorderLayout.CENTER);
        card.setAlignmentX(Component.LEFT_ALIGNMENT);
        return card;
    }

    /** A page that scrolls when it does not fit. */
    static JScrollPane page(JPanel content) {
        var top = clear(new JPanel(new BorderLayout()));
        top.setBorder(BorderFactory.createEmptyBorder(WIDE, WIDE, WIDE, WIDE));
        top.add(content, BorderLayout.NORTH);
        var scroll = new JScrollPane(
                new Page(top), JScrollPane.VERTICAL_SCROLLBAR_AS_NEEDED, JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
        scroll.setBorder(BorderFactory.createEmptyBorder());
        scroll.getVerticalScrollBar().setUnitIncrement(16);
        scroll.getViewport().setOpaque(false);
        scroll.setOpaque(false);
        return scroll;
    }

    static JPanel clear(JPanel panel) {
        panel.setOpaque(false);
        return panel;
    }

    /** As wide as the window: text wraps instead of running out of sight. */
    private static final class Page extends JPanel implements javax.swing.Scrollable {
        private static final long serialVersionUID = 1L;

        Page(Component content) {
            super(new BorderLayout());
            setOpaque(false);
            add(content);
        }

        @Override
        public Dimension getPreferredScrollableViewportSize() {
            return getPreferredSize();
        }

        @Override
        public int getScrollableUnitIncrement(java.awt.Rectangle visible, int orientation, int direction) {
            return 16;
        }

        @Override
        public int getScrollableBlockIncrement(java.awt.Rectangle visible, int orientation, int direction) {
            return visible.height;
        }

        @Override
        public boolean getScrollableTracksViewportWidth() {
            return true;
        }

        @Override
        public boolean getScrollableTracksViewportHeight() {
            return false;
        }
    }
}
