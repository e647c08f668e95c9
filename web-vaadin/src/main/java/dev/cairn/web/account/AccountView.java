package dev.cairn.web.account;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.cairn.contracts.auth.AccountApi;
import dev.cairn.contracts.auth.Device;
import dev.cairn.contracts.auth.DeviceName;
import dev.cairn.contracts.auth.NewSecret;
import dev.cairn.web.account.ListCard.Deed;
import dev.cairn.web.account.ListCard.Row;
import dev.cairn.web.shell.MainLayout;
import dev.cairn.web.shell.Places;
import dev.cairn.web.shell.SignedIn;
import dev.cairn.web.shell.Wording;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The person's account. */
@Route(value = Places.ACCOUNT, layout = MainLayout.class)
@PageTitle("Account – Cairn")
@PermitAll
public final class AccountView extends Div {
    private static final long serialVersionUID = 1L;
    private static final int NAME_LENGTH_MAX = 100;

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
                                dates(device.created(), "last seen", device.lastSeen())
                                        + report(device.report())
                                        + wipe(device.wipe()),
                                () -> signedIn.run(() -> accounts.revokeDevice(device.id())),
                                deeds(device)))
                        .toList(),
                null);
    }

    private List<Deed> deeds(Device device) {
        var rename = new Deed("Rename", done -> rename(device, done));
        boolean over = device.wipe() != null && device.wipe().done() != null;
        return over
                ? List.of(rename)
                : List.of(rename, new Deed("Wipe", done -> new WipeDialog(signedIn, accounts, device, done).open()));
    }

    private void rename(Device device, Runnable done) {
        var dialog = new ConfirmDialog();
        var name = new TextField("Name");
        name.setValue(device.name());
        name.setMaxLength(NAME_LENGTH_MAX);
        name.setAutofocus(true);
        dialog.setHeader("Rename “" + device.name() + "”");
        dialog.add(name);
        dialog.setCancelable(true);
        dialog.setConfirmText("Rename");
        dialog.addConfirmListener(event -> {
            if (!name.getValue().isBlank()) {
                signedIn.call(() -> accounts.renameDevice(device.id(), new DeviceName(name.getValue())));
                done.run();
            }
        });
        dialog.open();
    }

    private String report(Device.@Nullable Report report) {
        if (report == null) {
            return "";
        }
        var since = report.behindSince();
        return " · " + report.kind() + ", client " + report.version() + " · "
                + (since == null
                        ? "up to date"
                        : Wording.count(report.waiting(), "change") + " behind since "
                                + Wording.of(clock.instant()).time(since) + " (" + report.state() + ")");
    }

    private String wipe(Device.@Nullable Wipe wipe) {
        if (wipe == null) {
            return "";
        }
        var wording = Wording.of(clock.instant());
        if (wipe.done() != null) {
            int left = wipe.left() == null ? 0 : wipe.left();
            return " · wiped " + wording.time(wipe.done())
                    + (left == 0 ? "" : "; " + Wording.count(left, "file") + " it had not sent stay there");
        }
        return wipe.heard() == null
                ? " · to be wiped when it is online, asked " + wording.time(wipe.asked())
                : " · told " + wording.time(wipe.heard()) + " to wipe what it has; not done yet";
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
