-- What is where in the packs. All of it can be rebuilt from the packs and the key blobs (docs/formats.md, "Pack").

CREATE TABLE storage.domain_keys (
    space       uuid        NOT NULL,
    generation  integer     NOT NULL,
    wrapped     bytea       NOT NULL,
    created     timestamptz NOT NULL,
    PRIMARY KEY (space, generation)
);

CREATE TABLE storage.packs (
    pack        uuid        PRIMARY KEY,
    bytes       bigint      NOT NULL,
    records     integer     NOT NULL,
    created     timestamptz NOT NULL
);

-- state: LIVE now; collection will add CONDEMNED and DELETED.
CREATE TABLE storage.chunks (
    space       uuid        NOT NULL,
    id          bytea       NOT NULL,
    pack        uuid        NOT NULL,
    position    integer     NOT NULL,
    bytes       integer     NOT NULL,
    plain_bytes integer     NOT NULL,
    state       text        NOT NULL DEFAULT 'LIVE',
    created     timestamptz NOT NULL,
    PRIMARY KEY (space, id)
);
CREATE INDEX chunks_of_pack ON storage.chunks (pack);

CREATE TABLE storage.manifests (
    space       uuid        NOT NULL,
    id          bytea       NOT NULL,
    pack        uuid        NOT NULL,
    position    integer     NOT NULL,
    bytes       integer     NOT NULL,
    plain_bytes integer     NOT NULL,
    state       text        NOT NULL DEFAULT 'LIVE',
    created     timestamptz NOT NULL,
    PRIMARY KEY (space, id)
);
CREATE INDEX manifests_of_pack ON storage.manifests (pack);
