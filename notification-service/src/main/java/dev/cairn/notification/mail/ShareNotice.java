package dev.cairn.notification.mail;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.EventId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.SpaceRole;
import java.time.Instant;

/**
 * Somebody gets access to a space and is to be told by mail.
 *
 * @param event the reason; a mail has the same Message-ID however often it is sent
 * @param recipient whose address is looked up when the mail is sent
 */
record ShareNotice(
        EventId event,
        Instant created,
        AccountId recipient,
        SpaceId space,
        String spaceName,
        SpaceRole role,
        String actorName) {}
