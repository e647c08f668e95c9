package dev.cairn.web.transfer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page learns before it uploads files.
 *
 * @param files one for each path asked for, in order
 * @param problem why nothing can be uploaded, in words for people
 */
public record UploadPlan(List<Entry> files, @Nullable String problem) {
    /**
     * One file.
     *
     * @param parent the folder it goes to, made by now
     * @param exists whether something of this name is there
     * @param folder whether that is a folder
     */
    public record Entry(String parent, String name, boolean exists, boolean folder) {}
}
