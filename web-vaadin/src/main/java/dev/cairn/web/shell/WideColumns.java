package dev.cairn.web.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import java.util.List;

/** Columns of a grid that are there while the window is wide enough; on a phone, the first one says it all. */
public final class WideColumns {
    /** As in {@code cairn.css}. */
    private static final int PHONE_WIDTH = 700;

    private WideColumns() {}

    /** Shows and hides them from now on, as the window changes. */
    public static void of(Grid<?> grid, List<? extends Grid.Column<?>> columns) {
        grid.addAttachListener(attached -> {
            fit(columns, width(attached.getUI()));
            var resized = attached.getUI()
                    .getPage()
                    .addBrowserWindowResizeListener(resize -> fit(columns, resize.getWidth()));
            grid.addDetachListener(detached -> {
                resized.remove();
                detached.unregisterListener();
            });
        });
    }

    private static int width(UI ui) {
        var details = ui.getPage().getExtendedClientDetails();
        return details == null ? Integer.MAX_VALUE : details.getWindowInnerWidth();
    }

    private static void fit(List<? extends Grid.Column<?>> columns, int width) {
        var wide = width <= 0 || width > PHONE_WIDTH;
        columns.forEach(column -> column.setVisible(wide));
    }
}
