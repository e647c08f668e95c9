-- What becomes of files by their path (ADR 0155); rules in the order they were given.
CREATE TABLE lifecycle_rule (
    space_id    uuid NOT NULL REFERENCES space ON DELETE CASCADE,
    number      int NOT NULL,
    id          text NOT NULL,
    enabled     boolean NOT NULL,
    prefix      text COLLATE "C" NOT NULL,
    expire_days int CHECK (expire_days > 0),
    abort_days  int CHECK (abort_days > 0),
    PRIMARY KEY (space_id, number),
    UNIQUE (space_id, id)
);
