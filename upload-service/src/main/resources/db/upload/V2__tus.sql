-- What a tus upload becomes once its bytes are complete: a file at a path, or of a name in a folder. node and version are set
-- when it has become that.
CREATE TABLE upload.tus (
    upload     uuid PRIMARY KEY REFERENCES upload.session ON DELETE CASCADE,
    metadata   text   NOT NULL,
    path       text,
    parent     uuid,
    name       text,
    modified   bigint NOT NULL,
    conflict   text   NOT NULL CHECK (conflict IN ('VERSION', 'RENAME')),
    media_type text,
    node       uuid,
    version    uuid,
    CHECK ((path IS NULL) = (parent IS NOT NULL AND name IS NOT NULL))
);
