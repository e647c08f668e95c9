-- HELD: the pack was found without being known, or only part of it can be read. Rows may point to it, and collection leaves it
-- alone until verify or rebuild-index has found it whole.
ALTER TABLE storage.packs DROP CONSTRAINT packs_state_check;
ALTER TABLE storage.packs ADD CONSTRAINT packs_state_check
    CHECK (state IN ('KEPT', 'HELD', 'TRASHED', 'UNLINKING', 'GONE'));
