package dev.cairn.contracts.process;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.service.invoker.HttpExchangeAdapter;
import org.springframework.web.service.invoker.HttpExchangeAdapterDecorator;
import org.springframework.web.service.invoker.HttpRequestValues;

/** No bytes are an answer like others: a proxy gives the empty array that the other process gave, where Spring gives null. */
final class EmptyBodies extends HttpExchangeAdapterDecorator {
    EmptyBodies(HttpExchangeAdapter adapter) {
        super(adapter);
    }

    @Override
    @SuppressWarnings("unchecked") // the type that was asked for is the array's
    public <T> @Nullable T exchangeForBody(HttpRequestValues values, ParameterizedTypeReference<T> type) {
        T body = super.exchangeForBody(values, type);
        return body == null && type.getType() == byte[].class ? (T) new byte[0] : body;
    }
}
