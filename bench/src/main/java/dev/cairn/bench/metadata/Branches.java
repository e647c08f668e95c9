package dev.cairn.bench.metadata;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.SpaceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Fills spaces with branches, by COPY. A branch is a chain of {@value #FOLDERS} folders, the last of which holds {@value #FILES} files
 * ten names deep: one version each, names like those of photos.
 */
final class Branches {
    static final int FOLDERS = 9;
    static final int FILES = 1_000;
    /** Rows of a branch. */
    static final int NODES = FOLDERS + FILES;

    private static final String COPY_NODES = """
            COPY metadata.node (space_id, id, parent_id, name, folded, folder, sequence, modified_s, modified_ns, version_id, content,
                size) FROM STDIN""";
    private static final String COPY_VERSIONS = """
            COPY metadata.version (space_id, node_id, sequence, id, content, size, modified_s, modified_ns, executable, created_at,
                author_id, author_name) FROM STDIN""";
    private static final long SIZE = 4096;
    private static final String MODIFIED = "1700000000\t0";

    private final Connection nodes;
    private final Connection versions;
    private final Random random = new Random(1);
    private final Ids ids = new Ids(InstantSource.system(), random);

    /** Uses both connections until it is forgotten, and closes none. */
    Branches(Connection nodes, Connection versions) {
        this.nodes = nodes;
        this.versions = versions;
    }

    /** A space to fill: its id, its root and the position of its last change. */
    record Target(SpaceId space, UUID root, long sequence) {}

    /** The last folder of a branch, and where it is. */
    record Branch(UUID folder, String path) {}

    /** Adds so many branches to a space, and to what it says it holds. */
    List<Branch> add(Target target, int count) throws SQLException, IOException {
        var made = new ArrayList<Branch>();
        var nodeRows = nodes.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY_NODES);
        var versionRows = versions.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY_VERSIONS);
        long sequence = target.sequence();
        for (int i = 0; i < count; i++) {
            made.add(branch(target, sequence, nodeRows, versionRows));
            sequence += NODES;
        }
        nodeRows.endCopy();
        versionRows.endCopy();
        try (var update = nodes.prepareStatement("""
                UPDATE metadata.space SET sequence = ?, used_nodes = used_nodes + ?, used_bytes = used_bytes + ? WHERE id = ?""")) {
            update.setLong(1, sequence);
            update.setLong(2, (long) count * NODES);
            update.setLong(3, (long) count * FILES * SIZE);
            update.setObject(4, target.space().value());
            update.executeUpdate();
        }
        return made;
    }

    /** A team's space of one branch, with one member. */
    void addSpace(int number) throws SQLException, IOException {
        var target = new Target(new SpaceId(ids.next()), ids.next(), 1);
        try (var insert = nodes.createStatement()) {
            insert.execute("""
                    INSERT INTO metadata.space (id, kind, name, slug, owner_id, root_id, epoch, sequence, created_at)
                    VALUES ('%1$s', 'TEAM', 'Team %3$d', 'team-%3$d', '%4$s', '%2$s', 1, 1, now());
                    INSERT INTO metadata.member (space_id, account_id, name, role, added_at, added_by)
                    VALUES ('%1$s', '%4$s', 'owner', 'OWNER', now(), '%4$s');
                    INSERT INTO metadata.node (space_id, id, name, folded, folder, sequence, modified_s, modified_ns)
                    VALUES ('%1$s', '%2$s', '', '', true, 1, 0, 0)""".formatted(target.space(), target.root(), number, new UUID(3, number)));
        }
        add(target, 1);
    }

    private Branch branch(Target target, long before, CopyIn nodeRows, CopyIn versionRows) throws SQLException {
        var text = new StringBuilder();
        var kept = new StringBuilder();
        var path = new StringBuilder();
        var parent = target.root();
        long sequence = before;
        for (int level = 0; level < FOLDERS; level++) {
            var folder = ids.next();
            var name = "Folder " + Integer.toString(random.nextInt(1 << 30), 36) + " " + level;
            row(text, target, folder, parent, name, true, ++sequence);
            text.append("\t\\N\t\\N\t\\N\n");
            path.append(path.isEmpty() ? "" : "/").append(name);
            parent = folder;
        }
        for (int i = 0; i < FILES; i++) {
            var file = ids.next();
            var version = ids.next();
            row(text, target, file, parent, "IMG_%04d.jpg".formatted(i), false, ++sequence);
            var content = "\\\\x%016x%016x%016x%016x"
                    .formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            text.append('\t')
                    .append(version)
                    .append('\t')
                    .append(content)
                    .append('\t')
                    .append(SIZE)
                    .append('\n');
            kept.append("%s\t%s\t%d\t%s\t%s\t%d\t%s\tf\tnow\t%s\towner\n"
                    .formatted(target.space(), file, sequence, version, content, SIZE, MODIFIED, new UUID(2, 0)));
        }
        write(nodeRows, text);
        write(versionRows, kept);
        return new Branch(parent, path.toString());
    }

    private static void row(
            StringBuilder text, Target target, UUID id, UUID parent, String name, boolean folder, long sequence) {
        text.append(target.space())
                .append('\t')
                .append(id)
                .append('\t')
                .append(parent)
                .append('\t')
                .append(name);
        text.append('\t')
                .append(name.toLowerCase(java.util.Locale.ROOT))
                .append('\t')
                .append(folder ? 't' : 'f');
        text.append('\t').append(sequence).append('\t').append(MODIFIED);
    }

    private static void write(CopyIn rows, StringBuilder text) throws SQLException {
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        rows.writeToCopy(bytes, 0, bytes.length);
    }
}
