package dev.cairn.metadata.search;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How files are searched.
 *
 * @param path folder of the embedded index; one process at a time uses it. None: only names are searched
 * @param content whether texts are read; else only names, paths and attributes are in the index
 * @param sweep how long a change can wait that nobody rang for (a process died after its commit, or another one wrote it)
 * @param sync how much of the feed is done again after a crash
 * @param expunge how long words of deleted files may stay on the disk
 * @param documentMax larger documents (PDF, Office) are not read; of plain texts the beginning is
 * @param textMax characters of a text that are kept
 */
@ConfigurationProperties("cairn.metadata.search")
public record SearchProperties(
        @Nullable Path path,
        @DefaultValue("true") boolean content,
        @DefaultValue("10s") Duration sweep,
        @DefaultValue("15s") Duration sync,
        @DefaultValue("1d") Duration expunge,
        @DefaultValue("32MB") DataSize documentMax,
        @DefaultValue("262144") int textMax) {}
