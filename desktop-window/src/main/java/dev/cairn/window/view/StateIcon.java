package dev.cairn.window.view;

import dev.cairn.window.model.Mood;
import java.awt.BasicStroke;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BaseMultiResolutionImage;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import javax.swing.Icon;

/** Three stones and a badge that says how things stand, drawn at any size. */
final class StateIcon implements Icon {
    /** The drawing's own units, as in the web app's icon. */
    private static final double UNITS = 36;

    private final Mood mood;
    private final int size;
    private final boolean badge;

    StateIcon(Mood mood, int size, boolean badge) {
        this.mood = mood;
        this.size = size;
        this.badge = badge;
    }

    /** For windows and trays: the same in all sizes the system may ask for. */
    static Image image(Mood mood, boolean badge, int... sizes) {
        return new BaseMultiResolutionImage(IntStream.of(sizes)
                .mapToObj(size -> drawn(new StateIcon(mood, size, badge)))
                .toArray(Image[]::new));
    }

    private static BufferedImage drawn(StateIcon icon) {
        var image = new BufferedImage(icon.size, icon.size, BufferedImage.TYPE_INT_ARGB);
        var graphics = image.createGraphics();
        icon.paintIcon(null, graphics, 0, 0);
        graphics.dispose();
        return image;
    }

    @Override
    public void paintIcon(@org.jspecify.annotations.Nullable Component on, Graphics graphics, int x, int y) {
        var pen = (Graphics2D) graphics.create();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.translate(x, y);
        pen.scale(size / UNITS, size / UNITS);
        pen.setColor(Colors.stone());
        pen.fill(new Ellipse2D.Double(12, 3, 12, 8));
        pen.fill(new Ellipse2D.Double(8, 12, 20, 10));
        pen.fill(new Ellipse2D.Double(3, 23, 30, 12));
        if (badge) {
            badge(pen);
        }
        pen.dispose();
    }

    private void badge(Graphics2D pen) {
        var disc = new Ellipse2D.Double(19, 19, 17, 17);
        pen.setColor(Colors.card());
        pen.fill(new Ellipse2D.Double(17.6, 17.6, 19.8, 19.8));
        pen.setColor(Colors.of(mood));
        pen.fill(disc);
        pen.setColor(Colors.card());
        pen.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        var sign = new Path2D.Double();
        switch (mood) {
            case UP_TO_DATE -> line(sign, 23.6, 27.8, 26.4, 30.6, 31.6, 24.8);
            case SYNCING -> {
                line(sign, 23.5, 26, 31.5, 26);
                line(sign, 29.2, 23.7, 31.5, 26);
                line(sign, 31.5, 29.4, 23.5, 29.4);
                line(sign, 25.8, 31.7, 23.5, 29.4);
            }
            case OFFLINE -> line(sign, 24, 27.5, 31, 27.5);
            case PAUSED -> {
                line(sign, 25.6, 24.6, 25.6, 30.4);
                line(sign, 29.4, 24.6, 29.4, 30.4);
            }
            case ATTENTION -> {
                line(sign, 27.5, 23, 27.5, 28.2);
                line(sign, 27.5, 31.6, 27.5, 31.7);
            }
        }
        pen.draw(sign);
    }

    private static void line(Path2D path, double... points) {
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
    }

    @Override
    public int getIconWidth() {
        return size;
    }

    @Override
    public int getIconHeight() {
        return size;
    }
}
