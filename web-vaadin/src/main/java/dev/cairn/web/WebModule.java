package dev.cairn.web;

import com.vaadin.flow.spring.annotation.EnableVaadin;
import dev.cairn.refusals.RefusalConfiguration;
import dev.cairn.web.archive.ArchiveConfiguration;
import dev.cairn.web.files.FilesConfiguration;
import dev.cairn.web.share.ShareConfiguration;
import dev.cairn.web.shell.ShellConfiguration;
import dev.cairn.web.shell.SignInConfiguration;
import dev.cairn.web.transfer.TransferConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * The web app. Needs the {@code *Api} interfaces of auth, metadata, storage, sync and notification, a {@code JwtDecoder}, the cluster
 * secret and the clock. Views are found by their routes, in this package only.
 */
@Configuration(proxyBeanMethods = false)
@EnableVaadin("dev.cairn.web")
@PropertySource("classpath:dev/cairn/web/vaadin.properties")
@Import({
    RefusalConfiguration.class,
    ShellConfiguration.class,
    SignInConfiguration.class,
    TransferConfiguration.class,
    ArchiveConfiguration.class,
    FilesConfiguration.class,
    ShareConfiguration.class
})
public class WebModule {}
