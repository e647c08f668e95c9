package dev.cairn.web.shell;

import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;

/** The person's spaces are others now, or are called or filled differently. */
public final class SpacesChanged extends ComponentEvent<UI> {
    private static final long serialVersionUID = 1L;

    private SpacesChanged(UI ui) {
        super(ui, false);
    }

    /** Tells whoever shows them. */
    public static void tell(UI ui) {
        ComponentUtil.fireEvent(ui, new SpacesChanged(ui));
    }
}
