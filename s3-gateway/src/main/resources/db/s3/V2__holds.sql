-- The session that keeps the parts' bytes from being collected while they have no name; null in uploads begun before there were any.
ALTER TABLE upload ADD COLUMN hold uuid;
