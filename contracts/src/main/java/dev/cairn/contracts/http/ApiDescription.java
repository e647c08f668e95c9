package dev.cairn.contracts.http;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The OpenAPI description of the whole public API, the same wherever it is asked for. It is a file, made from the controllers of all
 * services and compared with them by a test: no process needs to know the others' controllers, or how to describe its own.
 */
@RestController
public class ApiDescription {
    @GetMapping(path = "/api/v1/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    Resource description() {
        return new ClassPathResource("openapi.json", ApiDescription.class);
    }
}
