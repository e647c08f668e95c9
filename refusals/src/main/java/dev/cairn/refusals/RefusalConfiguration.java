package dev.cairn.refusals;

import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Context;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imported by every service module: the web server of a process answers errors itself, in the form of an {@link ErrorForm} bean or
 * else of the API. There is no error page that a request could be sent on to, and so none that asks for a sign-in.
 */
@Configuration(proxyBeanMethods = false)
public class RefusalConfiguration {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusals(
            JsonMapper json, ObjectProvider<ErrorForm> others) {
        var forms = new ArrayList<ErrorForm>(others.orderedStream().toList());
        forms.add(new PageForm());
        forms.add(new ProblemForm(json));
        return factory -> factory.addContextCustomizers(context -> answer(context, List.copyOf(forms)));
    }

    private static void answer(Context context, List<ErrorForm> forms) {
        for (var page : context.findErrorPages()) {
            context.removeErrorPage(page);
        }
        context.getParent().getPipeline().addValve(new Refusals(forms));
    }
}
