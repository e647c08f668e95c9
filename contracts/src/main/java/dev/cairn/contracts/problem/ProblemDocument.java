package dev.cairn.contracts.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The RFC 9457 document, as it is written and read. */
@JsonIgnoreProperties(ignoreUnknown = false)
public final class ProblemDocument {
    /** Its media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private @Nullable String type;
    private @Nullable String title;
    private int status;
    private @Nullable String detail;
    private final Map<String, Object> extensions = new LinkedHashMap<>();

    /** For JSON. */
    public ProblemDocument() {}

    /** The document of an exception. */
    public static ProblemDocument of(ProblemException exception) {
        var document = new ProblemDocument();
        document.type = exception.problem().type().toString();
        document.title = exception.problem().title();
        document.status = exception.problem().status();
        document.detail = exception.detail();
        document.extensions.putAll(exception.extensions());
        return document;
    }

    /** The exception this document tells of; {@code httpStatus} counts when the document names no known type. */
    public ProblemException toException(int httpStatus) {
        var problem = Problem.of(type == null ? "" : type, httpStatus);
        return new ProblemException(problem, detail == null ? problem.title() : detail, extensions);
    }

    public @Nullable String getType() {
        return type;
    }

    public void setType(@Nullable String type) {
        this.type = type;
    }

    public @Nullable String getTitle() {
        return title;
    }

    public void setTitle(@Nullable String title) {
        this.title = title;
    }

    public int getStatus() {
        return status;
    }

    public void setStatus(int status) {
        this.status = status;
    }

    public @Nullable String getDetail() {
        return detail;
    }

    public void setDetail(@Nullable String detail) {
        this.detail = detail;
    }

    @JsonAnyGetter
    public Map<String, Object> getExtensions() {
        return extensions;
    }

    @JsonAnySetter
    public void setExtension(String name, @Nullable Object value) {
        if (value != null) {
            extensions.put(name, value);
        }
    }
}
