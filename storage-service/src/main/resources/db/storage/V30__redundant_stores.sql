-- What redundant stores know of their blobs, devices and debts. Blobs and devices can be made anew from the devices (docs/formats.md, "Shard").

CREATE TABLE storage.redundant_devices (
    store         text    NOT NULL,
    device        text    NOT NULL,
    identity      uuid    NOT NULL,
    draining      boolean NOT NULL,
    PRIMARY KEY (store, device)
);

-- devices: by shard number. verified: when all shards were looked at last.
CREATE TABLE storage.redundant_blobs (
    store         text     NOT NULL,
    key           text     COLLATE "C" NOT NULL,
    generation    bigint   NOT NULL,
    data_shards   smallint NOT NULL,
    parity_shards smallint NOT NULL,
    generator     smallint NOT NULL,
    bytes         bigint   NOT NULL,
    stored_bytes  bigint   NOT NULL,
    devices       text[]   NOT NULL,
    verified      timestamptz,
    PRIMARY KEY (store, key)
);
CREATE INDEX redundant_blobs_to_verify ON storage.redundant_blobs (store, verified NULLS FIRST);

-- kind: OWED, a shard that is missing; GONE, a shard that must be deleted.
CREATE TABLE storage.redundant_debts (
    store         text        NOT NULL,
    key           text        COLLATE "C" NOT NULL,
    generation    bigint      NOT NULL,
    shard         smallint    NOT NULL,
    device        text        NOT NULL,
    kind          text        NOT NULL CHECK (kind IN ('OWED', 'GONE')),
    cause         text        NOT NULL,
    since         timestamptz NOT NULL,
    PRIMARY KEY (store, key, generation, shard, device)
);
