package dev.cairn.upload.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of uploads.
 *
 * @param sizeMax most bytes of one content; 100 GiB, so that its manifest fits one request even when every chunk is as short as
 *     it can be
 * @param life how long a session lives after its last byte
 * @param streamsMax requests that bring bytes at the same time; what each holds in memory stands at {@link UploadSessions}
 * @param streamWait how long a request waits for its turn before it is told to come back
 * @param openMax unfinished sessions of one account
 */
@ConfigurationProperties("cairn.upload.session")
public record SessionProperties(
        @DefaultValue("100GB") DataSize sizeMax,
        @DefaultValue("24h") Duration life,
        @DefaultValue("32") int streamsMax,
        @DefaultValue("10s") Duration streamWait,
        @DefaultValue("1000") int openMax) {}
