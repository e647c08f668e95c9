package dev.cairn.upload.device;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of device uploads.
 *
 * @param memory for all request bodies together; at least the 32 MiB of the largest
 * @param memoryWait how long a request waits for its share before it is told to come back
 */
@ConfigurationProperties("cairn.upload.device")
public record DeviceProperties(
        @DefaultValue("256MB") DataSize memory,
        @DefaultValue("10s") Duration memoryWait) {}
