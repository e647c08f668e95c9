-- An event lives for milliseconds; compressing a commit of 500 files costs more than writing it.
ALTER TABLE outbox ALTER COLUMN event SET STORAGE EXTERNAL;
