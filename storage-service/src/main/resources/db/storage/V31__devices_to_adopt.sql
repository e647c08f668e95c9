-- adopting: the device came with shards that the ledger did not know; not all devices were walked over since then.
ALTER TABLE storage.redundant_devices ADD COLUMN adopting boolean NOT NULL DEFAULT false;
