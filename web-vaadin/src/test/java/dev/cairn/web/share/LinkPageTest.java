package dev.cairn.web.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.metadata.NodePage;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.WebWorld;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkPageTest {
    private static final String MARKUP = "<script>alert('1')\"&";

    private final WebWorld world = new WebWorld();
    private final LinkPage page = new LinkPage("/s/token");

    @Test
    void namesAreTextAndNothingElse() {
        var folder = world.folder(world.space.root(), MARKUP);
        var file = world.file(folder.id(), MARKUP + ".txt", "text");
        var children = new NodePage(List.of(file), "a\"b<c");

        assertThat(page.file(file, MARKUP)).doesNotContain("<script").contains("&lt;script&gt;");
        assertThat(page.folder(folder, List.of(folder), children, MARKUP, WebWorld.NOW))
                .doesNotContain("<script")
                .doesNotContain("a\"b<c")
                .contains("&lt;script&gt;alert(&#39;1&#39;)&quot;&amp;");
    }

    @Test
    void beforeThePasswordNothingIsTold() {
        assertThat(page.password(false)).doesNotContain("role=\"alert\"").contains("type=\"password\"");
        assertThat(page.password(true)).contains("role=\"alert\"");
    }

    @Test
    void aProblemIsToldInWordsWithoutItsDetail() {
        for (var problem : Problem.values()) {
            assertThat(page.problem(new ProblemException(problem, "internal detail")))
                    .doesNotContain("internal detail")
                    .contains("<h1>");
        }
    }

    @Test
    void anEmptyFolderOffersNothingToDownload() {
        var folder = world.folder(world.space.root(), "empty");
        assertThat(page.folder(folder, List.of(folder), new NodePage(List.of(), null), null, WebWorld.NOW))
                .contains("This folder is empty")
                .doesNotContain("Download all");
    }
}
