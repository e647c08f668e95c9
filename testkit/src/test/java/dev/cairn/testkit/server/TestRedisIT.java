package dev.cairn.testkit.server;

import java.nio.file.Path;

class TestRedisIT extends ServerContract {
    TestRedisIT() {
        super(TestRedis.GREETING);
    }

    @Override
    RealServer server(Path home) {
        return TestRedis.prepare(home, ServerSource.chosen(), "redis-server");
    }
}
