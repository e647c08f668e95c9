-- epoch: storage's epoch of collection when the session began; what was stored or pinned in its space since may be the session's.
ALTER TABLE upload.session ADD COLUMN epoch bigint NOT NULL DEFAULT 0;
-- A hold takes no bytes.
ALTER TABLE upload.session ADD COLUMN hold boolean NOT NULL DEFAULT false;
CREATE INDEX session_holding ON upload.session (space, epoch) WHERE NOT swept;
