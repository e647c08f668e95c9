package dev.cairn.contracts.auth;

import dev.cairn.contracts.id.DeviceId;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** The caller's own account. */
@HttpExchange("/api/v1/account")
public interface AccountApi {
    /** The caller's account. */
    @GetExchange
    Account me();

    /** Changes the caller's password. FORBIDDEN when the old one is wrong. */
    @PutExchange("/password")
    void changePassword(@RequestBody PasswordChange change);

    /** The caller's devices. */
    @GetExchange("/devices")
    List<Device> devices();

    /**
     * Ends a device's access: its refresh tokens are void at once, its access token within minutes. Takes back that it is to be wiped, if
     * it has not heard of that.
     */
    @DeleteExchange("/devices/{device}")
    void revokeDevice(@PathVariable DeviceId device);

    /** The device that asks says how far it is. FORBIDDEN for who is none. */
    @PutExchange("/device")
    void report(@RequestBody DeviceReport report);

    /** Calls a device something else; the name of its conflict copies stays what it was told at sign-in. */
    @PutExchange("/devices/{device}/name")
    Device renameDevice(@PathVariable DeviceId device, @RequestBody DeviceName name);

    /**
     * Ends a device's access as {@link #revokeDevice} does, and has it delete what it synced, and its sign-in, when it asks for access the
     * next time; it stays in the list and says when that is done. Nothing on the server changes. An order that leaves what was not sent may
     * be followed by one that does not, until it is done; otherwise asking again changes nothing. FORBIDDEN when the password is wrong.
     */
    @PostExchange("/devices/{device}/wipe")
    Device wipeDevice(@PathVariable DeviceId device, @RequestBody WipeOrder order);

    /** The caller's app passwords, without the secrets. */
    @GetExchange("/app-passwords")
    List<AppPassword> appPasswords();

    /** Makes one; at most 50. */
    @PostExchange("/app-passwords")
    AppPassword createAppPassword(@RequestBody NewSecret secret);

    /** Revokes one. */
    @DeleteExchange("/app-passwords/{id}")
    void revokeAppPassword(@PathVariable String id);

    /** The caller's S3 keys, without the secrets. */
    @GetExchange("/s3-keys")
    List<S3Key> s3Keys();

    /** Makes one; at most 50. */
    @PostExchange("/s3-keys")
    S3Key createS3Key(@RequestBody NewSecret secret);

    /** Revokes one. */
    @DeleteExchange("/s3-keys/{accessKey}")
    void revokeS3Key(@PathVariable String accessKey);
}
