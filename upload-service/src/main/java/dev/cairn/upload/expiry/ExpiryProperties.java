package dev.cairn.upload.expiry;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param every how often expired sessions are swept */
@ConfigurationProperties("cairn.upload.expiry")
public record ExpiryProperties(@DefaultValue("10m") Duration every) {}
