package dev.cairn.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What was deleted. */
final class TrashPage extends AppPage {
    TrashPage(Visitor visitor) {
        super(visitor);
    }

    private Locator entry(String name) {
        return page.getByTitle(name, new Page.GetByTitleOptions().setExact(true))
                .filter(new Locator.FilterOptions().setVisible(true));
    }

    TrashPage assertHas(String name) {
        assertThat(entry(name)).isVisible();
        return this;
    }

    TrashPage assertEmpty() {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("The trash is empty")))
                .isVisible();
        return this;
    }

    TrashPage select(String name) {
        assertHas(name).tick(entry(name));
        return this;
    }

    TrashPage restore(String name) {
        select(name);
        button("Restore").click();
        assertThat(entry(name)).isHidden();
        return this;
    }

    TrashPage deleteForGood(String name) {
        select(name);
        button("Delete for good").click();
        button(page.getByRole(AriaRole.ALERTDIALOG), "Delete for good").click();
        assertThat(entry(name)).isHidden();
        return this;
    }
}
