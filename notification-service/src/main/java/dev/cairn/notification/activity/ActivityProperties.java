package dev.cairn.notification.activity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the feed reaches back.
 *
 * @param keep older rows are forgotten
 */
@ConfigurationProperties("cairn.notification.activity")
record ActivityProperties(@DefaultValue("365d") Duration keep) {}
