-- Since when storage knows that a space is deleted whose key is still there (ADR 0157).
CREATE TABLE deleted_space (
    space uuid        PRIMARY KEY,
    seen  timestamptz NOT NULL
);
