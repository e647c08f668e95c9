package dev.cairn.desktop.engine;

/** The kinds of worlds that are run with many seeds. */
enum SimSetting {
    ONE_WRITER,
    SEVERAL_WRITERS,
    POWER_CUTS,
    LOST_JOURNALS,
    IGNORE_RULES,
    IGNORE_RULES_OF_ONE_WRITER,
    SELECTION,
    SELECTION_OF_ONE_WRITER,
    ALL_TOGETHER;

    SimWorld.Rules rules() {
        return switch (this) {
            case ONE_WRITER -> new SimWorld.Rules(2, 1, true, false, false, false, 250);
            case SEVERAL_WRITERS -> new SimWorld.Rules(3, 3, true, false, false, false, 350);
            case POWER_CUTS -> new SimWorld.Rules(2, 2, true, true, false, false, 300);
            case LOST_JOURNALS -> new SimWorld.Rules(2, 2, true, false, true, false, 300);
            case IGNORE_RULES -> new SimWorld.Rules(3, 2, true, false, false, true, 350);
            case IGNORE_RULES_OF_ONE_WRITER -> new SimWorld.Rules(2, 1, true, false, false, true, 250);
            case SELECTION -> new SimWorld.Rules(3, 2, true, false, false, false, true, 350);
            case SELECTION_OF_ONE_WRITER -> new SimWorld.Rules(2, 1, true, false, false, false, true, 250);
            case ALL_TOGETHER -> new SimWorld.Rules(2, 2, true, true, true, true, true, 300);
        };
    }
}
