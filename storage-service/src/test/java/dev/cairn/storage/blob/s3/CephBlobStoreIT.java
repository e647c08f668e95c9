package dev.cairn.storage.blob.s3;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

class CephBlobStoreIT extends S3BlobStoreContract {
    private final S3Server server;

    CephBlobStoreIT(@TempDir Path home) {
        this.server = new Ceph(home);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    protected S3Server server() {
        return server;
    }

    @Override
    protected S3Features expected() {
        return new S3Features(true, false, true);
    }
}
