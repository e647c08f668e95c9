package dev.cairn.refusals;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers errors nobody has answered, in the first {@link ErrorForm} that is for the request: requests the server could not even read,
 * addresses it refuses, and failures of filters.
 */
final class Refusals extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int ERRORS_FROM = 400;

    private final List<ErrorForm> forms;

    Refusals(List<ErrorForm> forms) {
        this.forms = forms;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        // As the valve does that this one replaces: once, nothing beside what was sent, and nothing when the connection
        // is gone.
        if (response.getStatus() < ERRORS_FROM || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var open = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, open);
        if (!open.get()) {
            return;
        }
        try {
            write(request, response);
        } catch (IOException e) {
            LOG.debug("nobody heard of an error", e);
        }
    }

    private void write(Request request, Response response) throws IOException {
        var form =
                forms.stream().filter(each -> each.isFor(request)).findFirst().orElseThrow();
        var body = form.body(response.getStatus(), response);
        var out = response.getReporter();
        if (body.isPresent() && out != null) {
            out.write(body.get());
            response.finishResponse();
        }
    }
}
