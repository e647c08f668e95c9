package dev.cairn.desktop.ignore;

/** What systems and programs leave in folders for themselves and make anew when it is gone; few, and listed in docs/operations.md. */
final class BuiltInRules {
    static final RuleFile FILE = RuleFile.parse("built-in rules", """
            .DS_Store
            .Spotlight-V100
            .Trashes
            [Tt]humbs.db
            ehthumbs.db
            [Dd]esktop.ini
            ~$*.doc
            ~$*.doc[xm]
            ~$*.dot[xm]
            ~$*.xls
            ~$*.xls[xmb]
            ~$*.ppt
            ~$*.ppt[xm]
            .~lock.*#
            .*.sw[a-p]
            .directory
            .Trash-*
            .nfs????????????????*
            """);

    private BuiltInRules() {}
}
