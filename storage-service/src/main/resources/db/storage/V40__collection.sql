-- Collection (ADR 0140). A record's row is LIVE or CONDEMNED; a deleted record has no row any more, only bytes in its pack.

-- One row a space once it was collected; without one its epoch is 0. The epoch only rises.
CREATE TABLE storage.collection (
    space       uuid        PRIMARY KEY,
    epoch       bigint      NOT NULL CHECK (epoch > 0),
    -- What metadata had released, and when, at the last whole round.
    released    bigint      NOT NULL DEFAULT -1,
    completed   timestamptz
);

-- pinned: the epoch at which somebody last stored or found the record; pinned_at: about when, which only ever delays.
-- condemned: the epoch at which nobody needed it, while the state says so.
ALTER TABLE storage.chunks ADD COLUMN pinned bigint NOT NULL DEFAULT 0;
ALTER TABLE storage.chunks ADD COLUMN pinned_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE storage.chunks ADD COLUMN condemned bigint;
ALTER TABLE storage.chunks ADD CONSTRAINT chunks_state CHECK (state IN ('LIVE', 'CONDEMNED')
    AND (state = 'CONDEMNED') = (condemned IS NOT NULL));
CREATE INDEX chunks_condemned ON storage.chunks (space) WHERE state = 'CONDEMNED';

ALTER TABLE storage.manifests ADD COLUMN pinned bigint NOT NULL DEFAULT 0;
ALTER TABLE storage.manifests ADD COLUMN pinned_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE storage.manifests ADD COLUMN condemned bigint;
ALTER TABLE storage.manifests ADD CONSTRAINT manifests_state CHECK (state IN ('LIVE', 'CONDEMNED')
    AND (state = 'CONDEMNED') = (condemned IS NOT NULL));
CREATE INDEX manifests_condemned ON storage.manifests (space) WHERE state = 'CONDEMNED';

-- KEPT: rows may point to it. TRASHED: none does; its bytes are there still. UNLINKING: its bytes may be gone. GONE: they are;
-- the row stays for a while, so that nobody who listed the pack before takes it for unknown.
ALTER TABLE storage.packs ADD COLUMN state text NOT NULL DEFAULT 'KEPT'
    CHECK (state IN ('KEPT', 'TRASHED', 'UNLINKING', 'GONE'));
ALTER TABLE storage.packs ADD COLUMN since timestamptz NOT NULL DEFAULT now();
CREATE INDEX packs_leaving ON storage.packs (since) WHERE state <> 'KEPT';
