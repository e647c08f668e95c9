package dev.cairn.contracts.auth;

import dev.cairn.contracts.id.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PatchExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Accounts; administrators only. */
@HttpExchange("/api/v1/admin/accounts")
public interface AdminApi {
    /** Accounts by name, at most 1,000 a page. */
    @GetExchange
    List<Account> accounts(@RequestParam(required = false) @Nullable String after);

    /** Makes one. CONFLICT when the name is taken. */
    @PostExchange
    Account create(@RequestBody NewAccount account);

    /** One by name. */
    @GetExchange("/{name}")
    Account account(@PathVariable String name);

    /** Changes one. Disabling ends its sessions. */
    @PatchExchange("/{name}")
    Account change(@PathVariable String name, @RequestBody AccountChange change);

    /** Somebody's devices. */
    @GetExchange("/{name}/devices")
    List<Device> devices(@PathVariable String name);

    /** As {@link AccountApi#wipeDevice}, of somebody's; the password is the administrator's own. Disabling an account ends its other devices. */
    @PostExchange("/{name}/devices/{device}/wipe")
    Device wipeDevice(@PathVariable String name, @PathVariable DeviceId device, @RequestBody WipeOrder order);
}
