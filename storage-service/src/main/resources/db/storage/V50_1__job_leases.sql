-- Who runs a job says so again and again; when it stops saying so, nobody runs it. owner: host, process, and when that was started.
ALTER TABLE storage.jobs ADD COLUMN owner text;
ALTER TABLE storage.jobs ADD COLUMN lease timestamptz;
