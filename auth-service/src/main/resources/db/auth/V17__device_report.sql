-- What a device said of itself last: its system, its client, how far it is.
ALTER TABLE auth.device ADD COLUMN kind text;
ALTER TABLE auth.device ADD COLUMN client_version text;
ALTER TABLE auth.device ADD COLUMN state text;
ALTER TABLE auth.device ADD COLUMN waiting bigint NOT NULL DEFAULT 0;
ALTER TABLE auth.device ADD COLUMN behind_since timestamptz;
ALTER TABLE auth.device ADD COLUMN reported timestamptz;
