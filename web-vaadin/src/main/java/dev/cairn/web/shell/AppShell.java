package dev.cairn.web.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;

/** The page around every view: theme, icon, server push. */
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("web/cairn.css")
@ColorScheme(ColorScheme.Value.SYSTEM)
@Push
public final class AppShell implements AppShellConfigurator {
    private static final long serialVersionUID = 1L;

    /** The person's own choice of light or dark, before anything is painted. */
    private static final String REMEMBERED_SCHEME = "try{const s=localStorage.getItem('cairn-scheme');"
            + "if(s){document.documentElement.style.colorScheme=s;document.documentElement.setAttribute('theme',s)}}catch(e){}";

    /** The loading bar is there before the style sheets are. */
    private static final String FIRST_LOADING =
            "body .v-loading-indicator{background:light-dark(#2d6a5a,#7cc4ae)!important;height:3px!important}";

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.addFavIcon("icon", "web/icon.svg", "any");
        settings.addMetaTag("robots", "noindex");
        settings.addInlineWithContents(REMEMBERED_SCHEME, Inline.Wrapping.JAVASCRIPT);
        settings.addInlineWithContents(FIRST_LOADING, Inline.Wrapping.STYLESHEET);
    }
}
