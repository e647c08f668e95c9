-- Long tasks: what runs, what ran, and where an interrupted one had come to.
CREATE TABLE storage.jobs (
    id          uuid        PRIMARY KEY,
    kind        text        NOT NULL,
    options     text        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'FAILED', 'CANCELLED', 'INTERRUPTED')),
    position    text,
    started     timestamptz NOT NULL,
    ended       timestamptz,
    -- What is told of it once it has ended: a StorageJob as JSON.
    told        text
);
-- One of a kind at a time.
CREATE UNIQUE INDEX jobs_running ON storage.jobs (kind) WHERE state = 'RUNNING';
CREATE INDEX jobs_by_age ON storage.jobs (started DESC, id);
