package dev.cairn.auth.database;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The schema {@code auth}, migrated: whoever holds this may use its tables.
 *
 * @param jdbc statements; names are qualified with the schema
 * @param transactions one transaction per call, joined when one is open
 */
public record JdbcDatabase(JdbcClient jdbc, TransactionOperations transactions) {}
