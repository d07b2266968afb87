package io.genstream.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The API's description and the dashboard's files, out of the class path. Our own are asked for again each time (a 304 where
 * nothing changed), since they change with a release under the same names; libraries carry their version in the path and are
 * kept.
 */
public final class StaticPages {
    private static final String KEEP = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";
    private static final String OPENAPI = "/openapi/openapi.yaml";

    private StaticPages() {}

    /** Comes after the API's routes, which win. Reads a resource: called at start. */
    public static void mount(Router router) {
        Buffer openApi = Buffer.buffer(resource(OPENAPI));
        router.get("/openapi.yaml").handler(cached(ASK_AGAIN)).handler(ctx -> ctx.response()
                .putHeader("Content-Type", "application/yaml")
                .end(openApi));
        router.get("/webjars/*").handler(cached(KEEP)).handler(files("META-INF/resources/webjars"));
        // the API's own paths are left out, so that a wrong method there is told as such
        router.getWithRegex("^/(?!v[12]/).*").handler(cached(ASK_AGAIN)).handler(files("web"));
    }

    private static StaticHandler files(String folder) {
        return StaticHandler.create(folder)
                .setCachingEnabled(false)
                .setDirectoryListing(false)
                .setIncludeHidden(false)
                .setIndexPage("index.html");
    }

    private static Handler<RoutingContext> cached(String control) {
        return ctx -> {
            ctx.response().putHeader("Cache-Control", control);
            ctx.next();
        };
    }

    private static byte[] resource(String name) {
        try (InputStream in = StaticPages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The gateway's jar lacks " + name + "; build it again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name + " from the gateway's jar", e);
        }
    }
}
