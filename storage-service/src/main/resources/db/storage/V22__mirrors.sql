-- What the mirror of a store lacks: the last change of each blob.
CREATE SEQUENCE storage.mirror_change;
CREATE TABLE storage.mirror_journal (
    store       text        NOT NULL,
    key         text        NOT NULL,
    change      text        NOT NULL CHECK (change IN ('PUT', 'DELETE')),
    number      bigint      NOT NULL,
    noted       timestamptz NOT NULL,
    PRIMARY KEY (store, key)
);
CREATE INDEX mirror_journal_order ON storage.mirror_journal (store, number);
CREATE INDEX mirror_journal_age ON storage.mirror_journal (store, noted);
