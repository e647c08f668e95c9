-- What goes by itself (ADR 0154).

-- A version that people gave a name is removed by no policy.
ALTER TABLE version ADD COLUMN name text CHECK (octet_length(name) BETWEEN 1 AND 255);

-- The root of a deleted subtree of which part is purged already: nobody sees it in the trash, nobody brings it back.
ALTER TABLE node ADD COLUMN purging boolean NOT NULL DEFAULT false;
CREATE INDEX node_purging ON node (space_id) WHERE purging;

-- A limit that is null does not exist. A space without a row follows the one row of default_policy, if there is one.
CREATE TABLE policy (
    space_id     uuid PRIMARY KEY REFERENCES space ON DELETE CASCADE,
    versions_max int CHECK (versions_max > 0),
    version_days int CHECK (version_days > 0),
    thinning     boolean NOT NULL,
    trash_days   int CHECK (trash_days > 0)
);
CREATE TABLE default_policy (
    single       boolean PRIMARY KEY DEFAULT true CHECK (single),
    versions_max int CHECK (versions_max > 0),
    version_days int CHECK (version_days > 0),
    thinning     boolean NOT NULL,
    trash_days   int CHECK (trash_days > 0)
);

-- When a space is looked at next, and by whom it is now. Whoever looks at it holds the lease; position is the file that versions are
-- being looked at of, all greater ids being done.
CREATE TABLE upkeep (
    space_id     uuid PRIMARY KEY REFERENCES space ON DELETE CASCADE,
    due_at       timestamptz NOT NULL,
    lease        uuid,
    leased_until timestamptz,
    position     uuid,
    CHECK ((lease IS NULL) = (leased_until IS NULL))
);
CREATE INDEX upkeep_due ON upkeep (due_at);
