package dev.cairn.s3.multipart;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.UploadId;
import dev.cairn.s3.payload.ChecksumAlgorithm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code s3.upload} and {@code s3.part}. Every change is durable when its method returns. */
class JdbcUploadStore {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcUploadStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(PartialUpload upload) {
        var algorithm = upload.checksum();
        var hold = upload.hold();
        jdbc.sql("""
                        INSERT INTO s3.upload
                        (id, space, key, initiator, initiator_name, attributes, checksum, full_object, created, hold)
                        VALUES (:id, :space, :key, :initiator, :name, :attributes::jsonb, :checksum, :full, :created, :hold)""")
                .param("id", upload.id())
                .param("space", upload.space().value())
                .param("key", upload.key())
                .param("initiator", upload.initiator().value())
                .param("name", upload.initiatorName())
                .param("attributes", json.writeValueAsString(upload.attributes()))
                .param("checksum", algorithm == null ? null : algorithm.name())
                .param("full", upload.fullObject())
                .param("created", utc(upload.created()))
                .param("hold", hold == null ? null : hold.value())
                .update();
    }

    /** Uploads that are not complete and were begun before there were holds, at most {@code limit}. */
    List<PartialUpload> withoutHold(int limit) {
        return jdbc.sql("SELECT * FROM s3.upload WHERE hold IS NULL AND completed IS NULL ORDER BY id LIMIT :limit")
                .param("limit", limit)
                .query((row, _) -> upload(row))
                .list();
    }

    /** Gives an upload its hold; false when it has one, or is gone. */
    boolean hold(UUID upload, UploadId hold) {
        return jdbc.sql("UPDATE s3.upload SET hold = :hold WHERE id = :id AND hold IS NULL")
                        .param("hold", hold.value())
                        .param("id", upload)
                        .update()
                == 1;
    }

    /** Completed ones too. */
    Optional<PartialUpload> find(UUID id) {
        return jdbc.sql("SELECT * FROM s3.upload WHERE id = :id")
                .param("id", id)
                .query((row, _) -> upload(row))
                .optional();
    }

    /** Uploads of a space that are not complete, by key and id, after a key and an id. */
    List<PartialUpload> open(SpaceId space, String prefix, String afterKey, @Nullable UUID afterId, int limit) {
        return jdbc.sql("""
                        SELECT * FROM s3.upload WHERE space = :space AND completed IS NULL
                        AND starts_with(key, :prefix)
                        AND (key > :afterKey OR (key = :afterKey AND id > :afterId))
                        ORDER BY key, id LIMIT :limit""")
                .param("space", space.value())
                .param("prefix", prefix)
                .param("afterKey", afterKey)
                // Without an id, all uploads of that key have been told.
                .param("afterId", afterId == null ? new UUID(-1L, -1L) : afterId)
                .param("limit", limit)
                .query((row, _) -> upload(row))
                .list();
    }

    /** Puts a part in its place, over one that was there; false when the upload is gone or complete. */
    boolean put(UUID upload, Part part) {
        return jdbc.sql("""
                                INSERT INTO s3.part (upload, number, content, size, etag, checksum, created)
                                SELECT id, :number, :content, :size, :etag, :checksum, :created FROM s3.upload
                                WHERE id = :upload AND completed IS NULL FOR SHARE
                                ON CONFLICT (upload, number) DO UPDATE SET content = excluded.content,
                                size = excluded.size, etag = excluded.etag, checksum = excluded.checksum,
                                created = excluded.created""")
                        .param("upload", upload)
                        .param("number", part.number())
                        .param("content", part.content().toBytes())
                        .param("size", part.size())
                        .param("etag", part.etag())
                        .param("checksum", part.checksum())
                        .param("created", utc(part.created()))
                        .update()
                == 1;
    }

    /** Parts by number, after a number. */
    List<Part> parts(UUID upload, int after, int limit) {
        return jdbc.sql("SELECT * FROM s3.part WHERE upload = :upload AND number > :after ORDER BY number LIMIT :limit")
                .param("upload", upload)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> part(row))
                .list();
    }

    /** It is an object now; its parts are forgotten. */
    void complete(UUID id, String etag, Instant now) {
        jdbc.sql("""
                        WITH gone AS (DELETE FROM s3.part WHERE upload = :id)
                        UPDATE s3.upload SET completed = :now, completed_etag = :etag WHERE id = :id""").param("id", id).param("now", utc(now)).param("etag", etag).update();
    }

    /** Forgets it with its parts; false when it was gone or complete. */
    boolean remove(UUID id) {
        return jdbc.sql("DELETE FROM s3.upload WHERE id = :id AND completed IS NULL")
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Forgets what was begun before one time and what was completed before another; tells how many. */
    int removeOld(Instant begunBefore, Instant completedBefore) {
        return jdbc.sql("DELETE FROM s3.upload WHERE created < :begun OR completed < :completed")
                .param("begun", utc(begunBefore))
                .param("completed", utc(completedBefore))
                .update();
    }

    /** Spaces with uploads that are not complete and were begun until a time, by id, behind one. */
    List<SpaceId> spacesWithOpen(Instant begunUntil, @Nullable SpaceId after, int limit) {
        return jdbc.sql("""
                        SELECT DISTINCT space FROM s3.upload WHERE completed IS NULL AND created <= :begun AND space > :after
                        ORDER BY space LIMIT :limit""")
                .param("begun", utc(begunUntil))
                .param("after", after == null ? new UUID(0, 0) : after.value())
                .param("limit", limit)
                .query((row, _) -> new SpaceId(row.getObject("space", UUID.class)))
                .list();
    }

    /** Forgets up to {@code limit} uploads that are not complete and were begun until a time; the hold of each. */
    List<Optional<UploadId>> removeOpen(SpaceId space, String prefix, Instant begunUntil, int limit) {
        return jdbc.sql("""
                        DELETE FROM s3.upload WHERE completed IS NULL AND id IN (SELECT id FROM s3.upload
                            WHERE space = :space AND completed IS NULL AND starts_with(key, :prefix) AND created <= :begun
                            ORDER BY key, id LIMIT :limit) RETURNING hold""")
                .param("space", space.value())
                .param("prefix", prefix)
                .param("begun", utc(begunUntil))
                .param("limit", limit)
                .query((row, _) ->
                        Optional.ofNullable(row.getObject("hold", UUID.class)).map(UploadId::new))
                .list();
    }

    private PartialUpload upload(ResultSet row) throws SQLException {
        var checksum = row.getString("checksum");
        var hold = row.getObject("hold", UUID.class);
        return new PartialUpload(
                row.getObject("id", UUID.class),
                new SpaceId(row.getObject("space", UUID.class)),
                row.getString("key"),
                new AccountId(row.getObject("initiator", UUID.class)),
                row.getString("initiator_name"),
                json.readValue(row.getString("attributes"), new TypeReference<>() {}),
                checksum == null ? null : ChecksumAlgorithm.valueOf(checksum),
                row.getBoolean("full_object"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                hold == null ? null : new UploadId(hold),
                row.getString("completed_etag"));
    }

    private static Part part(ResultSet row) throws SQLException {
        return new Part(
                row.getInt("number"),
                ContentId.ofDigest(row.getBytes("content")),
                row.getLong("size"),
                row.getString("etag"),
                row.getString("checksum"),
                row.getObject("created", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
