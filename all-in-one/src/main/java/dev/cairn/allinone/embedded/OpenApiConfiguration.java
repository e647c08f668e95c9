package dev.cairn.allinone.embedded;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of the public API, at {@code /api/v1/openapi.json}, made from the controllers themselves. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    private static final String BEARER = "bearer";

    @Bean
    OpenAPI cairnApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Cairn")
                        .version("v1")
                        .description(
                                "Files, spaces, links, uploads and changes. Errors are RFC 9457 problem documents.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                // Relative: the server is reached under whatever name its users have for it.
                .servers(List.of(new Server().url("/")))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }
}
