package io.genstream.gateway.datasets.upload;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.error.GatewayException;
import java.time.Duration;

/** What a client is told of a data set's failure. Stateless. */
final class DatasetProblems {
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final int UNAVAILABLE = 503;

    private DatasetProblems() {}

    static GatewayException of(DatasetException e) {
        int status = e.reason().status();
        GatewayException problem = status == UNAVAILABLE
                ? GatewayException.retry(status, e.reason().name(), e.getMessage(), RETRY)
                : GatewayException.of(status, e.reason().name(), e.getMessage());
        problem.initCause(e);
        return problem;
    }
}
