package dev.cairn.web.transfer;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.Notice;
import dev.cairn.web.shell.SignedIn;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The server's half of the uploads of one page ({@code web/uploads.js} is the other). Lies beside the views, so that uploads go
 * on while the person moves around.
 */
@Tag("cairn-uploads")
public final class Uploads extends Component {
    private static final long serialVersionUID = 1L;

    /** The page asks again so long before the token's end; less than {@link SignedIn} leaves of any token it hands out. */
    private static final Duration BEFORE_END = Duration.ofSeconds(40);

    private final transient SignedIn signedIn;
    private final transient UploadPlanner planner;
    private final transient InstantSource clock;

    private Uploads(SignedIn signedIn, UploadPlanner planner, InstantSource clock) {
        this.signedIn = signedIn;
        this.planner = planner;
        this.clock = clock;
        getElement().setAttribute("hidden", true);
    }

    /** Those of the current page. */
    static Uploads of(UI ui, SignedIn signedIn, UploadPlanner planner, InstantSource clock) {
        var known = ComponentUtil.getData(ui, Uploads.class);
        if (known == null) {
            known = new Uploads(signedIn, planner, clock);
            ComponentUtil.setData(ui, Uploads.class, known);
            ui.getPage().addJavaScript("vendor/tus.min.js");
            ui.getPage().addJavaScript("web/uploads.js");
            ui.add(known);
        }
        return known;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        getElement()
                .executeJs(
                        "window.cairnUploads.connect(this.$server, $0)",
                        signedIn.caller().account().toString());
    }

    /** From now on picked and dropped files go there. */
    public void into(UploadTarget target) {
        getElement()
                .executeJs(
                        "window.cairnUploads.into({space: $0, folder: $1, label: $2, writable: $3, seen: $4})",
                        target.space().toString(),
                        target.folder().toString(),
                        target.label(),
                        target.writable(),
                        target.seen());
    }

    /** Files dropped on it are uploaded. */
    public void zone(Component component) {
        getElement().executeJs("window.cairnUploads.zone($0)", component.getElement());
    }

    /** A click on it opens the file picker; in the browser itself, which wants to see the click. */
    public static void picker(Component component, boolean folder) {
        component.addAttachListener(event -> component
                .getElement()
                .executeJs(
                        "if (!this.cairnPicker) { this.cairnPicker = true;"
                                + " this.addEventListener('click', () => window.cairnUploads.pick($0)); }",
                        folder));
    }

    /**
     * A token for the page's own memory.
     *
     * @param seconds how long to use it
     */
    public record PageToken(String value, long seconds) {
        @Override
        public String toString() {
            return "PageToken[hidden]";
        }
    }

    @ClientCallable
    PageToken token() {
        var proof = signedIn.proof();
        var use = Duration.between(clock.instant(), proof.until()).minus(BEFORE_END);
        return new PageToken(proof.caller().token().value(), Math.max(0, use.toSeconds()));
    }

    @ClientCallable
    UploadPlan plan(String space, String folder, List<String> paths) {
        try {
            return planner.plan(signedIn, SpaceId.of(space), NodeId.of(folder), paths);
        } catch (ProblemException e) {
            return new UploadPlan(List.of(), Notice.words(e));
        }
    }
}
