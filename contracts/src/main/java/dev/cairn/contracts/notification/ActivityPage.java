package dev.cairn.contracts.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param next null at the end */
public record ActivityPage(
        List<Activity> activities, @Nullable String next) {}
