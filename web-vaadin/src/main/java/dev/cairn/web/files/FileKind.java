package dev.cairn.web.files;

import dev.cairn.contracts.metadata.Node;
import java.util.Locale;
import java.util.Map;

/** What a node looks like in lists, and how it can be looked into. By the name's ending: bytes are never sniffed. */
public enum FileKind {
    FOLDER("folder"),
    IMAGE("image"),
    VIDEO("video"),
    AUDIO("audio"),
    PDF("pdf"),
    TEXT("text"),
    CODE("code"),
    SHEET("sheet"),
    SLIDES("slides"),
    ARCHIVE("archive"),
    OTHER("page");

    private static final Map<String, FileKind> BY_ENDING = Map.ofEntries(
                    all(IMAGE, "png jpg jpeg gif webp avif bmp svg ico"),
                    all(VIDEO, "mp4 webm mov m4v ogv"),
                    all(AUDIO, "mp3 wav ogg m4a flac opus"),
                    all(PDF, "pdf"),
                    all(TEXT, "txt md log rst org tex doc docx odt rtf"),
                    all(
                            CODE,
                            "java js ts py c h cpp rs go rb sh css html xml json yml yaml toml sql kt properties ini conf"),
                    all(SHEET, "csv tsv xls xlsx ods"),
                    all(SLIDES, "ppt pptx odp key"),
                    all(ARCHIVE, "zip tar gz tgz xz zst 7z rar bz2 jar iso"))
            .entrySet()
            .stream()
            .flatMap(entry -> java.util.Arrays.stream(entry.getKey().split(" "))
                    .map(ending -> Map.entry(ending, entry.getValue())))
            .collect(java.util.stream.Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** Endings of {@link #TEXT} and {@link #SHEET} whose bytes are not text. */
    private static final java.util.Set<String> NOT_PLAIN =
            java.util.Set.of("doc", "docx", "odt", "rtf", "xls", "xlsx", "ods");

    private final String icon;

    FileKind(String icon) {
        this.icon = icon;
    }

    private static Map.Entry<String, FileKind> all(FileKind kind, String endings) {
        return Map.entry(endings, kind);
    }

    /** The kind of a node. */
    public static FileKind of(Node node) {
        return node instanceof Node.Folder ? FOLDER : ofName(node.name());
    }

    /** The kind of a file by its name. */
    public static FileKind ofName(String name) {
        return BY_ENDING.getOrDefault(ending(name), OTHER);
    }

    /** Whether the bytes are text that can be shown as it is. */
    public static boolean plainText(String name) {
        return switch (ofName(name)) {
            case TEXT, CODE, SHEET -> !NOT_PLAIN.contains(ending(name));
            default -> false;
        };
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** The part after {@code i-} of the icon's class. */
    public String icon() {
        return icon;
    }

    /** The class that gives the icon its colour. */
    public String style() {
        return "cairn-kind-" + name().toLowerCase(Locale.ROOT);
    }
}
