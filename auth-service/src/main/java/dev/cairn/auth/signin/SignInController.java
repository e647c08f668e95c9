package dev.cairn.auth.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The sign-in page. Its form is taken by Spring Security's filter. */
@RestController
final class SignInController {
    @GetMapping(SignInFlow.PATH)
    void page(HttpServletRequest request, HttpServletResponse response, CsrfToken csrf) throws IOException {
        var problem = request.getParameter(SignInFlow.PROBLEM);
        var message = problem == null
                ? ""
                : problem.equals(SignInFlow.LATER)
                        ? "Too many wrong passwords. Try again in a few minutes."
                        : "This name or password is wrong.";
        SignInPage.write(response, HttpStatus.OK, SignInPage.form(message, csrf, SignInFlow.target(request)));
    }
}
