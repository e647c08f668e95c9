package dev.cairn.web.files;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.dialog.DialogVariant;
import com.vaadin.flow.component.html.Div;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.web.shell.EmptyState;
import dev.cairn.web.shell.Glyph;
import dev.cairn.web.shell.Wording;

/**
 * Shows a file without downloading it, where the browser can: images, video, sound, PDF, text. Nothing of a file is ever
 * interpreted as a page: text goes in as text, a PDF as a blob that can only be a PDF.
 */
final class PreviewDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int TEXT_BYTES_MAX = 256 * 1024;
    private static final long PDF_BYTES_MAX = 64L << 20;

    private static final String TEXT = """
            fetch($0, {headers: {Range: 'bytes=0-' + ($1 - 1)}}).then((r) => {
              if (!r.ok) throw new Error(r.status);
              return r.text();
            }).then((text) => { this.textContent = text; })
              .catch(() => { this.textContent = 'This cannot be shown at the moment.'; });""";

    private static final String PDF = """
            fetch($0).then((r) => { if (!r.ok) throw new Error(r.status); return r.arrayBuffer(); }).then((bytes) => {
              const frame = document.createElement('iframe');
              frame.title = $1;
              frame.src = URL.createObjectURL(new Blob([bytes], {type: 'application/pdf'}));
              this.replaceChildren(frame);
            }).catch(() => { this.textContent = 'This cannot be shown at the moment.'; });""";

    PreviewDialog(Node.File file, String address, Runnable download) {
        setHeaderTitle(file.name());
        addClassName("cairn-preview");
        addThemeVariants(DialogVariant.NO_PADDING);
        setWidth("min(64rem, 94vw)");
        setHeight("88vh");
        var save = Glyph.button("download", "Download", download);
        save.addThemeVariants(ButtonVariant.PRIMARY);
        getHeader().add(Glyph.quiet("close", "Close", this::close));
        getFooter().add(new Button("Close", click -> close()), save);
        add(content(file, address));
    }

    private static Div content(Node.File file, String address) {
        var frame = new Div();
        frame.addClassName("cairn-preview-content");
        switch (FileKind.of(file)) {
            case IMAGE -> media(frame, "img", file, address);
            case VIDEO -> media(frame, "video", file, address);
            case AUDIO -> media(frame, "audio", file, address);
            case PDF -> pdf(frame, file, address);
            default -> text(frame, file, address);
        }
        return frame;
    }

    private static void media(Div frame, String tag, Node.File file, String address) {
        var element = new com.vaadin.flow.dom.Element(tag);
        element.setAttribute("src", address);
        if (tag.equals("img")) {
            element.setAttribute("alt", file.name());
        } else {
            element.setAttribute("controls", true);
            element.setAttribute("aria-label", file.name());
        }
        frame.getElement().appendChild(element);
    }

    private static void pdf(Div frame, Node.File file, String address) {
        if (file.size() > PDF_BYTES_MAX) {
            frame.add(nothing(file));
            return;
        }
        frame.getElement().executeJs(PDF, address, file.name());
    }

    private static void text(Div frame, Node.File file, String address) {
        if (!FileKind.plainText(file.name()) || file.size() == 0) {
            frame.add(nothing(file));
            return;
        }
        var text = new com.vaadin.flow.dom.Element("pre");
        text.setAttribute("tabindex", "0");
        frame.getElement().appendChild(text);
        text.executeJs(TEXT, address, TEXT_BYTES_MAX);
        if (file.size() > TEXT_BYTES_MAX) {
            var note = new Div(
                    "These are the first " + Wording.size(TEXT_BYTES_MAX) + " of " + Wording.size(file.size()) + ".");
            note.addClassName("cairn-note");
            frame.add(note);
        }
    }

    private static EmptyState nothing(Node.File file) {
        return new EmptyState(
                FileKind.of(file).icon(),
                file.size() == 0 ? "An empty file" : "No preview",
                file.size() == 0
                        ? "There is nothing in it."
                        : Wording.size(file.size()) + ". Download it to open it on this device.");
    }
}
