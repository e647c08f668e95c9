package dev.cairn.auth.database;

import dev.cairn.contracts.id.AccountId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The schema {@code auth}, migrated: whoever holds this may use its tables.
 *
 * <p>Whoever changes what belongs to an account locks the account first, so that a refresh and the revocation of its device come
 * one after the other, and never wait for each other.
 *
 * @param jdbc statements; names are qualified with the schema
 * @param transactions one transaction per call, joined when one is open
 */
public record JdbcDatabase(JdbcClient jdbc, TransactionOperations transactions) {
    /** Holds off, until the transaction ends, everybody else who changes what belongs to the account. */
    public void lock(AccountId account) {
        jdbc.sql("SELECT id FROM auth.account WHERE id = :account FOR UPDATE")
                .param("account", account.value())
                .query((row, number) -> true)
                .list();
    }

    /** Locks the account of a sign-in; empty when the sign-in has ended. */
    public Optional<AccountId> lockAccountOf(UUID signIn) {
        var account = jdbc.sql("SELECT account FROM auth.sign_in WHERE id = :signIn")
                .param("signIn", signIn)
                .query((row, number) -> new AccountId(row.getObject("account", UUID.class)))
                .optional();
        account.ifPresent(this::lock);
        // It may have ended while this waited for the lock.
        return account.filter(locked -> jdbc.sql("SELECT EXISTS (SELECT FROM auth.sign_in WHERE id = :signIn)")
                .param("signIn", signIn)
                .query(Boolean.class)
                .single());
    }
}
