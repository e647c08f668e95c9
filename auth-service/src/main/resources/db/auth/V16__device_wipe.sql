-- Remote wipe (ADR 0177): what was asked for and when, when the device was told, and what it said when it was done.
ALTER TABLE auth.device ADD COLUMN wipe_asked timestamptz;
ALTER TABLE auth.device ADD COLUMN wipe_unsent boolean NOT NULL DEFAULT false;
ALTER TABLE auth.device ADD COLUMN wipe_heard timestamptz;
ALTER TABLE auth.device ADD COLUMN wipe_done timestamptz;
ALTER TABLE auth.device ADD COLUMN wipe_left integer;
ALTER TABLE auth.device ADD CONSTRAINT device_wipe_is_asked_first CHECK (wipe_done IS NULL OR wipe_asked IS NOT NULL);
