package io.genstream.gateway.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;

/**
 * The dashboard's files, out of the class path. Our own are asked for again each time (a 304 where nothing changed), since they
 * change with a release under the same names; libraries carry their version in the path and are kept.
 */
public final class StaticPages {
    private static final String KEEP = "public, max-age=31536000, immutable";

    private StaticPages() {}

    /** Comes after the API's routes, which win. */
    public static void mount(Router router) {
        router.getWithRegex("/openapi\\.yaml").setName("/openapi.yaml").handler(cached("no-cache")).handler(openApi());
        router.get("/webjars/*").handler(cached(KEEP)).handler(files("META-INF/resources/webjars"));
        router.get("/*").handler(cached("no-cache")).handler(files("web"));
    }

    private static StaticHandler openApi() {
        return files("openapi");
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
}
