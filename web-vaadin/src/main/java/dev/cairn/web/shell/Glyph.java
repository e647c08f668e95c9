package dev.cairn.web.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Span;

/** An icon of ours: a class of {@code web/icons.css}, coloured like the text around it and silent for screen readers. */
public final class Glyph extends Span {
    private static final long serialVersionUID = 1L;

    /** @param name the part after {@code i-} */
    public Glyph(String name) {
        addClassNames("i", "i-" + name);
        getElement().setAttribute("aria-hidden", "true");
    }

    /** A button with icon and text. */
    public static Button button(String icon, String text, Runnable click) {
        return new Button(text, new Glyph(icon), event -> click.run());
    }

    /** A quiet button with an icon only; {@code label} is its tooltip and what screen readers say. */
    public static Button quiet(String icon, String label, Runnable click) {
        var button = new Button(new Glyph(icon), event -> click.run());
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.addClassName("cairn-quiet");
        button.setAriaLabel(label);
        button.setTooltipText(label);
        return button;
    }
}
