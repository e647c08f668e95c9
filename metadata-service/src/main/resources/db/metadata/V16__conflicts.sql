-- What stands beside each other because two devices wrote it (ADR 0175). A row says what a device said when it made the copy; whether
-- it is still a conflict is asked of the nodes: both are live. It goes with either of them, or when somebody settles it.
CREATE TABLE conflict (
    space_id    uuid NOT NULL,
    copy_id     uuid NOT NULL,
    original_id uuid NOT NULL,
    base        uuid,
    device      text NOT NULL CHECK (octet_length(device) BETWEEN 1 AND 255),
    device_id   uuid,
    author_id   uuid NOT NULL,
    author_name text NOT NULL,
    made_at     timestamptz NOT NULL,
    PRIMARY KEY (space_id, copy_id),
    CHECK (copy_id <> original_id),
    FOREIGN KEY (space_id, copy_id) REFERENCES node ON DELETE CASCADE,
    FOREIGN KEY (space_id, original_id) REFERENCES node ON DELETE CASCADE
);
CREATE INDEX conflict_original ON conflict (space_id, original_id);
