package dev.cairn.testkit.apart;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Instead of the body of the test runs a JVM that runs the test. */
final class ApartRunner implements InvocationInterceptor {
    private static final String IS_APART = "cairn.test.apart";
    private static final int MINUTES_MAX = 2;

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> call,
            ExtensionContext extensionContext)
            throws Throwable {
        if (Boolean.getBoolean(IS_APART)) {
            invocation.proceed();
        } else {
            invocation.skip();
            var method = call.getExecutable();
            run(method.getAnnotation(Apart.class).value(), call.getTargetClass(), method);
        }
    }

    private static void run(Rights rights, Class<?> testClass, Method method) throws IOException, InterruptedException {
        var line = new ArrayList<>(rights.prefix());
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + IS_APART + "=true",
                "-cp",
                System.getProperty("java.class.path"),
                LoneTest.class.getName(),
                testClass.getName(),
                method.getName()));
        var output = Files.createTempFile("apart", ".log");
        try {
            var process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
            process.destroyForcibly();
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(
                        "It ran apart (" + rights + "), by " + String.join(" ", rights.prefix()) + ", and "
                                + (ended ? "failed" : "did not end") + ":\n"
                                + new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(output);
        }
    }
}
