-- When all devices of a store were last walked over for shards that are in no record, and what was left of them.
CREATE TABLE storage.redundant_walks (
    store         text        PRIMARY KEY,
    at            timestamptz NOT NULL,
    unknown_blobs bigint      NOT NULL
);
