package io.genstream.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens a listening socket for a router, and waits until it is open. Called at start, off the event loops. */
public final class Listener {
    private static final int PATIENCE_SECONDS = 10;
    /** Longer than the longest Prefer: wait, shorter than for ever. */
    private static final int IDLE_SECONDS = 4_000;

    private static final int WEBSOCKET_FRAME_BYTES = 1 << 20;

    private Listener() {}

    /** @throws java.net.BindException as the cause of an ExecutionException where the port is taken */
    public static HttpServer open(Vertx vertx, Router router, String host, int port)
            throws ExecutionException, InterruptedException, TimeoutException {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeout(IDLE_SECONDS)
                .setTcpNoDelay(true)
                .setCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(WEBSOCKET_FRAME_BYTES);
        return vertx.createHttpServer(options)
                .requestHandler(router)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
