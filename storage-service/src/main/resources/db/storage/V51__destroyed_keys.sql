-- Spaces whose keys were destroyed: they never get another.
CREATE TABLE storage.destroyed_keys (
    space     uuid        PRIMARY KEY,
    destroyed timestamptz NOT NULL
);
