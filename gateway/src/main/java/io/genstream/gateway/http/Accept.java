package io.genstream.gateway.http;

import io.genstream.gateway.error.GatewayException;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Chooses the answer's type by the Accept header (RFC 9110, 12.5.1). Stateless. */
public final class Accept {
    private Accept() {}

    /**
     * @param offered in order of our preference
     * @throws GatewayException 406 that names what is offered
     */
    public static String choose(RoutingContext ctx, List<String> offered) {
        List<MIMEHeader> accepted = ctx.parsedHeaders().accept();
        if (accepted.isEmpty()) {
            return offered.get(0);
        }
        for (MIMEHeader media : accepted) { // sorted by weight
            if (media.weight() == 0) {
                continue;
            }
            for (String type : offered) {
                if (matches(media, type)) {
                    return type;
                }
            }
        }
        throw GatewayException.of(
                406,
                "NOT_ACCEPTABLE",
                "None of the types in Accept (" + ctx.request().getHeader("Accept") + ") is offered; offered are "
                        + String.join(", ", offered));
    }

    private static boolean matches(MIMEHeader media, String type) {
        int slash = type.indexOf('/');
        return (media.component().equals("*") || media.component().equalsIgnoreCase(type.substring(0, slash)))
                && (media.subComponent().equals("*")
                        || media.subComponent().equalsIgnoreCase(type.substring(slash + 1)));
    }
}
