package dev.cairn.metadata.search;

import dev.cairn.contracts.background.Background;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.space.SpaceGate;
import dev.cairn.search.SearchIndex;
import dev.cairn.search.lucene.LuceneIndex;
import dev.cairn.search.text.DocumentParser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Search by name in the database, and by what is in files in an index, if there is one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SearchProperties.class)
public class SearchConfiguration {
    /** A document that takes longer is not read. */
    private static final Duration PARSING_MAX = Duration.ofSeconds(30);
    /** Memory of the process that parses. */
    private static final int PARSING_MIB = 256;

    @Bean(destroyMethod = "close")
    Feed metadataSearchFeed(
            JdbcClient jdbc,
            JdbcNodeRows rows,
            Ring metadataSearchUnread,
            InstantSource clock,
            SearchProperties properties,
            @Qualifier("metadataFlyway") Flyway migrated) {
        return new Feed(
                new JdbcChangedFiles(jdbc, rows), () -> open(properties), metadataSearchUnread, clock, properties);
    }

    private static SearchIndex open(SearchProperties properties) {
        return LuceneIndex.open(Objects.requireNonNull(properties.path(), "without it there is no feed"));
    }

    @Bean
    Ring metadataSearchUnread() {
        return new Ring();
    }

    @Bean
    Background metadataSearchFeedThread(Feed feed, SearchProperties properties) {
        return properties.path() == null
                ? nothing("metadata-search-feed")
                : new Background("metadata-search-feed", Duration.ZERO, feed::turn);
    }

    @Bean
    FileReading metadataSearchReading(
            Feed feed,
            ObjectProvider<ChunkApi> chunks,
            DocumentParser parser,
            Ring metadataSearchUnread,
            SearchProperties properties) {
        return new FileReading(feed::index, chunks::getObject, parser, metadataSearchUnread, properties);
    }

    @Bean(destroyMethod = "close")
    DocumentParser metadataDocumentParser(SearchProperties properties) {
        var folder = Optional.ofNullable(properties.path()).orElse(Path.of(System.getProperty("java.io.tmpdir")));
        return new DocumentParser(
                folder.resolve("parser"), new DocumentParser.Limits(PARSING_MAX, PARSING_MIB, properties.textMax()));
    }

    @Bean
    Background metadataSearchReadingThread(FileReading reading, SearchProperties properties) {
        return properties.path() == null || !properties.content()
                ? nothing("metadata-search-reading")
                : new Background("metadata-search-reading", Duration.ZERO, reading::turn);
    }

    private static Background nothing(String name) {
        return new Background(name, Background.NEVER, _ -> Background.NEVER);
    }

    @Bean
    SearchController metadataSearchController(SpaceGate gate, JdbcClient jdbc, JdbcNodeRows rows, Feed feed) {
        var names = new JdbcSearch(jdbc, rows);
        var places = new Places(rows);
        return new SearchController(
                new Search(gate, new NameSearch(names, places), new TextSearch(names, places), feed));
    }

    @Bean
    SearchAdministration metadataSearchAdministration(Feed feed, SearchProperties properties) {
        return new SearchAdministration(feed, properties.path() != null);
    }

    @Bean
    SearchAdminController metadataSearchAdminController(SearchAdministration administration) {
        return new SearchAdminController(administration);
    }

    @Bean
    SearchMetrics metadataSearchMetrics(SearchAdministration administration, FileReading reading) {
        return new SearchMetrics(administration, reading);
    }
}
