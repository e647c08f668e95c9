-- How the last round through a space ended, when it was not done, why, how often in a row, and when the next is due at the earliest.
ALTER TABLE storage.collection ADD COLUMN outcome text
    CHECK (outcome IN ('UNREADABLE', 'EPOCH_RAISED', 'BRAKED', 'FAILED'));
ALTER TABLE storage.collection ADD COLUMN cause text;
ALTER TABLE storage.collection ADD COLUMN failures integer NOT NULL DEFAULT 0;
ALTER TABLE storage.collection ADD COLUMN retry timestamptz;
-- The epoch of an index that lost its own was raised, and not every record is pinned at it yet: until then nothing is collected.
ALTER TABLE storage.collection ADD COLUMN repinning boolean NOT NULL DEFAULT false;

-- The same of a pack that could not be emptied or unlinked.
ALTER TABLE storage.packs ADD COLUMN cause text;
ALTER TABLE storage.packs ADD COLUMN failures integer NOT NULL DEFAULT 0;
ALTER TABLE storage.packs ADD COLUMN retry timestamptz;
