-- What a tiered store knows of its blobs, beside what its two stores say themselves: since when they are hot, or that they are cold.
CREATE TABLE storage.tiered_blobs (
    store       text        NOT NULL,
    key         text        NOT NULL,
    since       timestamptz NOT NULL,
    cold        boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (store, key)
);
CREATE INDEX tiered_blobs_hot ON storage.tiered_blobs (store, since, key) WHERE NOT cold;
