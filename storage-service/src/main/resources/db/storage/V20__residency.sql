-- The regions in which the bytes of a space may be, the preferred one first; a space without a row has the home region.
CREATE TABLE storage.space_residency (
    space       uuid        PRIMARY KEY,
    regions     text[]      NOT NULL CHECK (cardinality(regions) BETWEEN 1 AND 16),
    changed     timestamptz NOT NULL
);
