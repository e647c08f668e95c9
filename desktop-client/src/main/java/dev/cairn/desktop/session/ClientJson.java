package dev.cairn.desktop.session;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How a client reads and writes JSON. */
public final class ClientJson {
    /** The one mapper of the process. What an earlier version wrote may lack numbers: they are 0. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ClientJson() {}
}
