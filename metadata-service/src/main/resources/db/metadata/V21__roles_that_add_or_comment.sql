-- Roles that only add, and that comment (ADR 0181).
ALTER TABLE member DROP CONSTRAINT member_role_check,
    ADD CONSTRAINT member_role_check CHECK (role IN ('UPLOADER', 'VIEWER', 'COMMENTER', 'EDITOR', 'MANAGER', 'OWNER'));
ALTER TABLE space_grant DROP CONSTRAINT space_grant_role_check,
    ADD CONSTRAINT space_grant_role_check CHECK (role IN ('UPLOADER', 'VIEWER', 'COMMENTER', 'EDITOR', 'MANAGER', 'OWNER'));

-- Who left a space that a group of theirs is given: no group brings them back, only somebody who adds them by name.
CREATE TABLE declined (
    space_id   uuid NOT NULL REFERENCES space ON DELETE CASCADE,
    account_id uuid NOT NULL,
    PRIMARY KEY (space_id, account_id)
);
