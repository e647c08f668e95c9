-- What storage asks before it gives up bytes (ADR 0140).

-- fence: no name is taken that rests on an older pin. released: rises whenever versions are given up for good.
ALTER TABLE space ADD COLUMN fence bigint NOT NULL DEFAULT 0 CHECK (fence >= 0);
ALTER TABLE space ADD COLUMN released bigint NOT NULL DEFAULT 0;

-- Contents with a name, in the order of their ids: a content never moves in it, however its names come and go.
CREATE INDEX version_content ON version (space_id, content);

-- Spaces that were here. Bytes of a space that is neither here nor there are never given up.
CREATE TABLE deleted_space (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL
);
