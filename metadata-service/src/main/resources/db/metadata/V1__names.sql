-- Names: spaces, members, the tree, versions, trash, links, quota, the change sequence and the outbox.
-- space_id leads every key and every query, so that the tables can be partitioned or sharded by it.

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;

-- The row of a space is the lock of everything in it: whoever changes the space holds it until the commit.
CREATE TABLE space (
    id          uuid PRIMARY KEY,
    kind        text NOT NULL CHECK (kind IN ('PERSONAL', 'TEAM', 'BUCKET')),
    name        text NOT NULL,
    slug        text NOT NULL UNIQUE,
    owner_id    uuid NOT NULL,
    root_id     uuid NOT NULL,
    epoch       bigint NOT NULL,
    sequence    bigint NOT NULL DEFAULT 0 CHECK (sequence >= 0),
    -- Readers whose cursor is older than this are answered by a reset: tombstones before it are gone.
    kept_since  bigint NOT NULL DEFAULT 0 CHECK (kept_since >= 0),
    used_bytes  bigint NOT NULL DEFAULT 0 CHECK (used_bytes >= 0),
    used_nodes  bigint NOT NULL DEFAULT 0 CHECK (used_nodes >= 0),
    quota_bytes bigint CHECK (quota_bytes >= 0),
    created_at  timestamptz NOT NULL
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX space_personal ON space (owner_id) WHERE kind = 'PERSONAL';

CREATE TABLE member (
    space_id   uuid NOT NULL REFERENCES space ON DELETE CASCADE,
    account_id uuid NOT NULL,
    name       text NOT NULL,
    role       text NOT NULL CHECK (role IN ('VIEWER', 'EDITOR', 'MANAGER', 'OWNER')),
    added_at   timestamptz NOT NULL,
    added_by   uuid NOT NULL,
    PRIMARY KEY (space_id, account_id)
);
CREATE INDEX member_account ON member (account_id);

-- A file's row repeats its newest version, so that listings and deltas read one table.
-- A trashed row (trashed_at set) is the root of a deleted subtree; everything below it is implied.
CREATE TABLE node (
    space_id     uuid NOT NULL,
    id           uuid NOT NULL,
    parent_id    uuid,
    name         text COLLATE "C" NOT NULL,
    -- The name under NFC and case folding: names that some file systems cannot tell apart are equal here.
    folded       text COLLATE "C" NOT NULL,
    folder       boolean NOT NULL,
    sequence     bigint NOT NULL CHECK (sequence > 0),
    modified_s   bigint NOT NULL,
    modified_ns  int NOT NULL CHECK (modified_ns BETWEEN 0 AND 999999999),
    version_id   uuid,
    content      bytea CHECK (octet_length(content) = 32),
    size         bigint CHECK (size >= 0),
    executable   boolean NOT NULL DEFAULT false,
    attributes   text,
    trashed_at   timestamptz,
    trashed_by   text,
    trashed_path text,
    PRIMARY KEY (space_id, id),
    CONSTRAINT node_parent FOREIGN KEY (space_id, parent_id) REFERENCES node,
    CONSTRAINT node_not_own_parent CHECK (parent_id <> id),
    CONSTRAINT node_root_is_a_live_folder CHECK (parent_id IS NOT NULL OR (folder AND name = '' AND trashed_at IS NULL)),
    CONSTRAINT node_named CHECK (parent_id IS NULL
        OR (octet_length(name) BETWEEN 1 AND 255 AND strpos(name, '/') = 0 AND name NOT IN ('.', '..'))),
    CONSTRAINT node_file_has_a_version CHECK (folder = (version_id IS NULL) AND folder = (content IS NULL)
        AND folder = (size IS NULL)),
    CONSTRAINT node_trash_is_told CHECK ((trashed_at IS NULL) = (trashed_by IS NULL)
        AND (trashed_at IS NULL) = (trashed_path IS NULL))
);
-- No twins; also the order of listings.
CREATE UNIQUE INDEX node_name ON node (space_id, parent_id, name) WHERE trashed_at IS NULL;
-- Twins on other systems; also what the foreign key to the parent needs when nodes are purged.
CREATE INDEX node_folded ON node (space_id, parent_id, folded);
-- The delta.
CREATE UNIQUE INDEX node_sequence ON node (space_id, sequence);
-- Folders in the order of the paths below them.
CREATE INDEX node_key_prefix ON node (space_id, parent_id, (name || '/')) WHERE folder AND trashed_at IS NULL;
CREATE INDEX node_trash ON node (space_id, trashed_at DESC, id DESC) WHERE trashed_at IS NOT NULL;
CREATE INDEX node_search ON node USING gin (space_id, folded public.gin_trgm_ops) WHERE trashed_at IS NULL;

ALTER TABLE space ADD CONSTRAINT space_root FOREIGN KEY (id, root_id) REFERENCES node (space_id, id)
    DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE version (
    space_id    uuid NOT NULL,
    node_id     uuid NOT NULL,
    sequence    bigint NOT NULL,
    id          uuid NOT NULL,
    content     bytea NOT NULL CHECK (octet_length(content) = 32),
    size        bigint NOT NULL CHECK (size >= 0),
    modified_s  bigint NOT NULL,
    modified_ns int NOT NULL,
    executable  boolean NOT NULL,
    attributes  text,
    created_at  timestamptz NOT NULL,
    author_id   uuid NOT NULL,
    author_name text NOT NULL,
    device_id   uuid,
    PRIMARY KEY (space_id, node_id, sequence),
    FOREIGN KEY (space_id, node_id) REFERENCES node ON DELETE CASCADE
);

-- What was purged, for readers who have not heard of it.
CREATE TABLE tombstone (
    space_id  uuid NOT NULL REFERENCES space ON DELETE CASCADE,
    sequence  bigint NOT NULL,
    node_id   uuid NOT NULL,
    purged_at timestamptz NOT NULL,
    PRIMARY KEY (space_id, sequence)
);
CREATE INDEX tombstone_age ON tombstone USING brin (purged_at);

-- What became of an operation, so that a repetition is answered and not applied.
CREATE TABLE operation (
    space_id uuid NOT NULL,
    id       uuid NOT NULL,
    node_id  uuid,
    sequence bigint NOT NULL,
    problem  text,
    detail   text,
    at       timestamptz NOT NULL,
    PRIMARY KEY (space_id, id)
);
CREATE INDEX operation_age ON operation USING brin (at);

CREATE TABLE link (
    space_id        uuid NOT NULL,
    id              uuid NOT NULL,
    node_id         uuid NOT NULL,
    token_hash      bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    password        text,
    expires_at      timestamptz,
    created_at      timestamptz NOT NULL,
    created_by      uuid NOT NULL,
    created_by_name text NOT NULL,
    downloads       bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, node_id) REFERENCES node ON DELETE CASCADE
);
CREATE INDEX link_node ON link (space_id, node_id);

-- Events on their way; ids rise in commit order within a space because they are drawn under the space's lock.
CREATE TABLE outbox (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    space_id uuid NOT NULL,
    event_id uuid NOT NULL,
    at       timestamptz NOT NULL,
    event    text NOT NULL
);
CREATE INDEX outbox_space ON outbox (space_id, id);
