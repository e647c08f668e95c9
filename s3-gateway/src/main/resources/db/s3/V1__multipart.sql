-- Uploads in parts that are not yet objects. A completed one stays for a day, so that a repeated completion gets its answer.
CREATE TABLE upload (
    id             uuid        PRIMARY KEY,
    space          uuid        NOT NULL,
    key            text        NOT NULL COLLATE "C",
    initiator      uuid        NOT NULL,
    initiator_name text        NOT NULL,
    attributes     jsonb       NOT NULL,
    checksum       text,
    full_object    boolean     NOT NULL,
    created        timestamptz NOT NULL,
    completed      timestamptz,
    completed_etag text
);

CREATE INDEX upload_of_space ON upload (space, key, id) WHERE completed IS NULL;
CREATE INDEX upload_created ON upload (created);

CREATE TABLE part (
    upload   uuid        NOT NULL REFERENCES upload ON DELETE CASCADE,
    number   integer     NOT NULL CHECK (number BETWEEN 1 AND 10000),
    content  bytea       NOT NULL,
    size     bigint      NOT NULL,
    etag     text        NOT NULL,
    checksum text,
    created  timestamptz NOT NULL,
    PRIMARY KEY (upload, number)
);
