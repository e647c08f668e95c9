package dev.cairn.testkit.server;

import java.nio.file.Path;

class TestRabbitIT extends ServerContract {
    TestRabbitIT() {
        super(TestRabbit.GREETING);
    }

    @Override
    RealServer server(Path home) {
        return TestRabbit.prepare(home, ServerSource.chosen(), RabbitProcess.PACKAGES);
    }
}
