-- Uploads in pieces. The bytes of a session are, in order: chunks (already in storage, listed in chunk_run), then the tail
-- (bytes in which no chunk boundary was found yet, fewer than 4 MiB, kept in tail). cut is where the tail begins, received
-- where it ends: every acknowledged byte lies before received.
CREATE TABLE upload.session (
    id       uuid PRIMARY KEY,
    account  uuid        NOT NULL,
    space    uuid        NOT NULL,
    size     bigint      CHECK (size >= 0),
    cut      bigint      NOT NULL DEFAULT 0,
    received bigint      NOT NULL DEFAULT 0,
    content  bytea,
    created  timestamptz NOT NULL,
    expires  timestamptz NOT NULL,
    swept    boolean     NOT NULL DEFAULT false,
    CHECK (0 <= cut AND cut <= received AND (size IS NULL OR received <= size))
);
CREATE INDEX session_expires ON upload.session (expires);
CREATE INDEX session_open ON upload.session (account) WHERE content IS NULL;

-- Chunks cut since the run before, 36 bytes each (docs/formats.md, "Chunk run").
CREATE TABLE upload.chunk_run (
    upload uuid   NOT NULL REFERENCES upload.session ON DELETE CASCADE,
    start  bigint NOT NULL,
    refs   bytea  NOT NULL,
    PRIMARY KEY (upload, start)
);

-- Pieces of the tail in the order they came; all of them go when a chunk is cut.
CREATE TABLE upload.tail (
    upload uuid   NOT NULL REFERENCES upload.session ON DELETE CASCADE,
    start  bigint NOT NULL,
    bytes  bytea  NOT NULL,
    PRIMARY KEY (upload, start)
);
-- File bytes seldom compress under pglz; trying costs more than it saves.
ALTER TABLE upload.tail ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE upload.chunk_run ALTER COLUMN refs SET STORAGE EXTERNAL;
