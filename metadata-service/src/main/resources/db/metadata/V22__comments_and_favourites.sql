-- What people add to nodes for people (ADR 0182). It is the node's, wherever it is moved, and goes with it.
CREATE TABLE comment (
    space_id    uuid NOT NULL,
    node_id     uuid NOT NULL,
    id          uuid NOT NULL,
    text        text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 4000),
    author_id   uuid NOT NULL,
    author_name text NOT NULL,
    created_at  timestamptz NOT NULL,
    -- The order they were written in: drawn under the space's lock.
    position    bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (space_id, node_id, position),
    UNIQUE (space_id, node_id, id),
    FOREIGN KEY (space_id, node_id) REFERENCES node ON DELETE CASCADE
);

CREATE TABLE favourite (
    space_id   uuid NOT NULL,
    node_id    uuid NOT NULL,
    account_id uuid NOT NULL,
    added_at   timestamptz NOT NULL,
    PRIMARY KEY (space_id, node_id, account_id),
    FOREIGN KEY (space_id, node_id) REFERENCES node ON DELETE CASCADE
);
CREATE INDEX favourite_account ON favourite (account_id, added_at DESC);
