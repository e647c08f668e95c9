package dev.cairn.web.account;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.cairn.contracts.auth.AccountApi;
import dev.cairn.contracts.auth.NewSecret;
import dev.cairn.web.account.ListCard.Row;
import dev.cairn.web.shell.MainLayout;
import dev.cairn.web.shell.Places;
import dev.cairn.web.shell.SignedIn;
import dev.cairn.web.shell.Wording;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The person's account. */
@Route(value = Places.ACCOUNT, layout = MainLayout.class)
@PageTitle("Account – Cairn")
@PermitAll
public final class AccountView extends Div {
    private static final long serialVersionUID = 1L;

    private final transient SignedIn signedIn;
    private final transient AccountApi accounts;
    private final transient InstantSource clock;

    public AccountView(SignedIn signedIn, AccountApi accounts, InstantSource clock) {
        this.signedIn = signedIn;
        this.accounts = accounts;
        this.clock = clock;
        addClassName("cairn-view");
        var me = signedIn.call(accounts::me);
        var email = me.email() == null ? "no mail address" : me.email();
        var who = new Div(new H1(me.displayName().isBlank() ? me.name() : me.displayName()));
        var detail = new Div(me.name() + " · " + email + (me.admin() ? " · administrator" : ""));
        detail.addClassName("cairn-list-detail");
        who.add(detail);
        var page = new Div(who, new PasswordCard(signedIn, accounts), devices(), appPasswords(), s3Keys());
        page.addClassName("cairn-page");
        add(page);
    }

    private ListCard devices() {
        return new ListCard(
                "Devices",
                "Computers and phones that keep your files in sync.",
                "device",
                "No device is connected yet.",
                () -> signedIn.call(accounts::devices).stream()
                        .map(device -> new Row(
                                device.name(),
                                dates(device.created(), "last seen", device.lastSeen()),
                                () -> signedIn.run(() -> accounts.revokeDevice(device.id()))))
                        .toList(),
                null);
    }

    private ListCard appPasswords() {
        return new ListCard(
                "App passwords",
                "For programs that cannot sign in the way you do. Each can be revoked alone.",
                "key",
                "There are none.",
                () -> signedIn.call(accounts::appPasswords).stream()
                        .map(password -> new Row(
                                password.name(),
                                dates(password.created(), "last used", password.lastUsed()),
                                () -> signedIn.run(() -> accounts.revokeAppPassword(password.id()))))
                        .toList(),
                name -> {
                    var made = signedIn.call(() -> accounts.createAppPassword(new NewSecret(name)));
                    new SecretDialog(
                                    "App password for " + name,
                                    Map.of("App password", Objects.requireNonNull(made.secret(), "told once")))
                            .open();
                });
    }

    private ListCard s3Keys() {
        return new ListCard(
                "S3 keys",
                "For backup programs and anything that speaks S3. A key sees the spaces you see, as buckets.",
                "bucket",
                "There are none.",
                () -> signedIn.call(accounts::s3Keys).stream()
                        .map(key -> new Row(
                                key.name(),
                                key.accessKey() + " · " + dates(key.created(), "", null),
                                () -> signedIn.run(() -> accounts.revokeS3Key(key.accessKey()))))
                        .toList(),
                name -> {
                    var made = signedIn.call(() -> accounts.createS3Key(new NewSecret(name)));
                    var secrets = new LinkedHashMap<String, String>();
                    secrets.put("Access key", made.accessKey());
                    secrets.put("Secret key", Objects.requireNonNull(made.secretKey(), "told once"));
                    new SecretDialog("S3 key for " + name, secrets).open();
                });
    }

    private String dates(Instant created, String then, @Nullable Instant last) {
        var wording = Wording.of(clock.instant());
        var since = "since " + wording.time(created);
        return last == null ? since : since + " · " + then + " " + wording.time(last);
    }
}
