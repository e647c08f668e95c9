package dev.cairn.web.activity;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.notification.Activity;
import dev.cairn.contracts.notification.ActivityApi;
import dev.cairn.web.shell.EmptyState;
import dev.cairn.web.shell.MainLayout;
import dev.cairn.web.shell.Places;
import dev.cairn.web.shell.SignedIn;
import dev.cairn.web.shell.SpaceChoice;
import dev.cairn.web.shell.Wording;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What happened in a space, latest first. */
@Route(value = Places.ACTIVITY + "/:space?", layout = MainLayout.class)
@PageTitle("Activity – Cairn")
@PermitAll
public final class ActivityView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 100;

    private final transient SignedIn signedIn;
    private final transient ActivityApi activities;
    private final transient InstantSource clock;
    private final SpaceChoice choice;
    private final Div feed = new Div();
    private @Nullable String day;
    private UnorderedList list = new UnorderedList();

    public ActivityView(SignedIn signedIn, SpaceApi spaces, ActivityApi activities, InstantSource clock) {
        this.signedIn = signedIn;
        this.activities = activities;
        this.clock = clock;
        this.choice = new SpaceChoice(signedIn, spaces, Places.ACTIVITY);
        addClassName("cairn-view");
        var head = new Div(new H1("Activity"), choice);
        head.addClassName("cairn-head");
        feed.addClassName("cairn-scroll");
        var place = new Div(feed);
        place.addClassName("cairn-place");
        add(head, place);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        feed.removeAll();
        day = null;
        more(choice.choose(event.getRouteParameters().get("space").orElse(null)), null);
    }

    private void more(Space space, @Nullable String before) {
        var page = signedIn.call(() -> activities.activity(space.id(), before, PAGE));
        if (before == null && page.activities().isEmpty()) {
            feed.add(new EmptyState("activity", "Nothing happened yet", "Uploads, edits and shares appear here."));
        }
        var wording = Wording.of(clock.instant());
        for (var activity : page.activities()) {
            var date = wording.day(activity.at());
            if (!date.equals(day)) {
                day = date;
                list = new UnorderedList();
                list.addClassName("cairn-list");
                var heading = new H2(date);
                heading.addClassName("cairn-day");
                feed.add(heading, list);
            }
            list.add(row(space, activity, wording));
        }
        if (page.next() != null) {
            var button = new Button("Show more");
            button.addClickListener(click -> {
                button.removeFromParent();
                more(space, page.next());
            });
            feed.add(button);
        }
    }

    private static ListItem row(Space space, Activity activity, Wording wording) {
        var sentence = new Span(
                new Span(activity.actorName() + " " + verb(activity.action()) + " "), subject(space, activity));
        sentence.addClassName("cairn-list-title");
        var text = new Div(sentence);
        text.addClassName("cairn-list-text");
        var time = new Span(wording.clock(activity.at()));
        time.addClassName("cairn-list-detail");
        time.setTitle(wording.full(activity.at()));
        var row = new ListItem(new Avatar(activity.actorName()), text, time);
        row.addClassName("cairn-list-row");
        return row;
    }

    private static Component subject(Space space, Activity activity) {
        var node = activity.node();
        return node == null || activity.action().equals("deleted")
                ? new Span(activity.subject())
                : new Anchor(Places.files(space, node), activity.subject());
    }

    private static String verb(String action) {
        return switch (action) {
            case "created" -> "added";
            case "shared" -> "gave access to";
            case "unshared" -> "ended the access of";
            case "linked" -> "made a public link to";
            default -> action;
        };
    }
}
