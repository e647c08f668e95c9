package dev.cairn.desktop.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleChainTest {
    @ParameterizedTest
    @CsvSource({".DS_Store", "Thumbs.db", "desktop.ini", "~$port.docx", ".~lock.a.odt#", ".a.txt.swp", ".Trash-1000"})
    void whatProgramsLeaveForThemselvesStays(String name) {
        assertThat(RuleChain.root(null, null).ruling(name, false))
                .isNotNull()
                .extracting(Ruling::source)
                .isEqualTo("built-in rules");
    }

    @ParameterizedTest
    @CsvSource({"a.swp", "a.tmp", ".git", "._a", "~a", "core", "a.docx", "thumbs", ".swp.txt", ".cairnignore"})
    void nothingElseIsLeftOut(String name) {
        assertThat(RuleChain.root(null, null).ruling(name, false)).isNull();
    }

    @Test
    void theNearestWordCounts() {
        var own = RuleFile.parse("own", "*.iso\n!a.o\n");
        var root = RuleChain.root(RuleFile.parse(".cairnignore", "*.o\n!.DS_Store\n"), own);
        assertThat(root.ruling(".DS_Store", false)).isNull();
        assertThat(root.ruling("a.o", false)).isEqualTo(new Ruling(".cairnignore", 1, "*.o"));
        assertThat(root.ruling("a.iso", false)).isEqualTo(new Ruling("own", 1, "*.iso"));
        var below = root.in("src", RuleFile.parse("src/.cairnignore", "# mine\n!*.o\n"));
        assertThat(below.ruling("a.o", false)).isNull();
    }

    @Test
    void nothingInAnIgnoredFolderComesBack() {
        var chain = RuleChain.root(RuleFile.parse(".cairnignore", "build/\n"), null)
                .in("build", RuleFile.parse("build/.cairnignore", "!*\n"));
        assertThat(chain.ruling("keep", false)).isEqualTo(new Ruling(".cairnignore", 1, "build/"));
        assertThat(chain.ruling(RuleFile.NAME, false)).isNotNull();
    }

    @Test
    void rulesThatCannotBeReadLetNothingOut() {
        var chain = RuleChain.root(RuleFile.unreadable(".cairnignore", "cannot be read"), null);
        assertThat(chain.ruling("a", false)).isNotNull();
        assertThat(chain.ruling(RuleFile.NAME, false)).isNull();
    }

    @Test
    void aHostilePatternTakesNoTime() {
        var text = "a".repeat(250);
        assertThat(Glob.matches("*a".repeat(120) + "b", text)).isFalse();
        assertThat(Glob.matches("**/*a/".repeat(40) + "b", "a/".repeat(120))).isFalse();
    }
}
