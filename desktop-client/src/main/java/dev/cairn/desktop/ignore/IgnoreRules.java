package dev.cairn.desktop.ignore;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.fs.DiskTrouble;
import dev.cairn.desktop.fs.FileNames;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.fs.Stamp;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.Replica;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which things of the local tree stay on this disk. Rules are about what is here only: what the server has, or had when both
 * last agreed, is none of their business, so no rule ever deletes anything anywhere (ADR 0160).
 *
 * <p>Rule files are read when they are needed and again when they change. For the control thread.
 */
public final class IgnoreRules {
    private final Replica trees;
    private final LocalFiles files;
    private final Map<NodeId, RuleChain> chains = new HashMap<>();
    private final Map<NodeId, Read> read = new HashMap<>();
    private @Nullable RuleFile own;

    /** A rule file as it was when it was read. */
    private record Read(Stamp stamp, String path, RuleFile file) {}

    public IgnoreRules(Replica trees, LocalFiles files) {
        this.trees = trees;
        this.files = files;
    }

    /** From now on these are the device's own rules; null: it has none. */
    public void own(@Nullable RuleFile rules) {
        own = rules;
    }

    /** Whether it is here only, with all in it, and a rule says that it stays so. */
    public boolean leavesOut(NodeId id) {
        var local = trees.local().get(id);
        return local != null
                && isHereOnly(id)
                && ruling(local) != null
                && (!local.folder() || trees.local().subtree(id).stream().allMatch(this::isHereOnly));
    }

    /** Whether it is a rule file, and without it something that is here only might leave this disk. */
    public boolean isNeeded(NodeId id) {
        var local = trees.local().get(id);
        var folder = local == null || local.folder() || !local.name().equals(RuleFile.NAME) ? null : local.parent();
        var path = folder == null ? null : trees.local().path(id);
        if (folder == null || path == null) {
            return false;
        }
        return trees.local().subtree(folder).stream()
                .filter(this::isHereOnly)
                .map(each -> ruling(Objects.requireNonNull(trees.local().get(each))))
                .anyMatch(ruling -> ruling != null && ruling.source().equals(path));
    }

    private boolean isHereOnly(NodeId id) {
        return !trees.remote().contains(id) && !trees.synced().contains(id);
    }

    /** What the rules say about it, whether the server has it or not; null: nothing. */
    private @Nullable Ruling ruling(LocalNode local) {
        var parent = local.parent();
        var chain = parent == null ? null : chain(parent);
        return chain == null ? null : chain.ruling(local.name(), local.folder());
    }

    private @Nullable RuleChain chain(NodeId folder) {
        var node = trees.local().get(folder);
        if (node == null) {
            return null;
        }
        var parent = node.parent();
        var above = parent == null ? null : chain(parent);
        if (above == null && parent != null) {
            return null;
        }
        var path = above == null ? "" : FileNames.join(above.path(), node.name());
        var file = ruleFile(folder, path);
        var known = chains.get(folder);
        if (known != null && known.isFor(above, path, file, own)) {
            return known;
        }
        var fresh = above == null ? RuleChain.root(file, own) : above.in(node.name(), file);
        chains.put(folder, fresh);
        return fresh;
    }

    private @Nullable RuleFile ruleFile(NodeId folder, String folderPath) {
        var id = trees.local().child(folder, RuleFile.NAME);
        var node = id == null ? null : trees.local().get(id);
        if (node == null || node.folder()) {
            return null;
        }
        var path = FileNames.join(folderPath, RuleFile.NAME);
        var known = read.get(node.id());
        if (known != null && known.stamp.equals(node.stamp()) && known.path.equals(path)) {
            return known.file;
        }
        var file = read(files, path);
        if (file.isUnreadable() && node.stamp().size() <= RuleFile.BYTES_MAX) {
            // Perhaps only now: looked at again with the next plan.
            read.remove(node.id());
        } else {
            read.put(node.id(), new Read(node.stamp(), path, file));
        }
        return file;
    }

    /** A rule file of a synced folder; one that cannot be read keeps everything it may be about on this disk. */
    static RuleFile read(LocalFiles files, String path) {
        try (var file = files.open(path)) {
            long size = file.stamp().size();
            if (size > RuleFile.BYTES_MAX) {
                return RuleFile.unreadable(path, "longer than " + RuleFile.BYTES_MAX + " bytes");
            }
            var bytes = new byte[(int) size];
            file.readFully(0, bytes, 0, bytes.length);
            return RuleFile.parse(path, bytes);
        } catch (IOException e) {
            return RuleFile.unreadable(path, "cannot be read: " + DiskTrouble.words(e));
        }
    }

    /** Forgets what is known of files and folders that are gone. */
    public void tidy() {
        chains.keySet().removeIf(id -> !trees.local().contains(id));
        read.keySet().removeIf(id -> !trees.local().contains(id));
    }
}
