-- Who made somebody be told: nobody makes the installation send mails without end. Null in mails older than this.
ALTER TABLE mail ADD COLUMN actor uuid;

CREATE INDEX mail_actor ON mail (actor, created);
