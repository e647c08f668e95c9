package dev.cairn.contracts.upload;

import dev.cairn.contracts.id.SpaceId;
import org.jspecify.annotations.Nullable;

/** @param size the bytes that will come; null when not known */
public record NewSession(SpaceId space, @Nullable Long size) {}
