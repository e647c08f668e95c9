package dev.cairn.upload.device;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of uploads whose bodies are held whole: those of devices, and portions that other services bring.
 *
 * @param memory for all such bodies together; at least the 32 MiB of the largest; null: a quarter of the heap, at most 256 MiB
 * @param memoryWait how long a request waits for its share before it is told to come back
 */
@ConfigurationProperties("cairn.upload.device")
public record DeviceProperties(
        @Nullable DataSize memory, @DefaultValue("10s") Duration memoryWait) {}
