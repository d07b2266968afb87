package io.genstream.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.gateway.testing.GatewayFixture;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiIT {
    @Test
    void describesEveryRouteAndNoOther() {
        try (GatewayFixture gateway = new GatewayFixture(Map.of("instance.id", "openapi-it"))) {
            Set<String> described = described(gateway.get("/openapi.yaml").body());

            Set<String> mounted = gateway.gateway.routes().stream()
                    .filter(route -> !route.endsWith("/")) // folders of files, not operations
                    .map(route -> route.replaceAll(":(\\w+)", "{$1}"))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(described).isEqualTo(mounted);
        }
    }

    @Test
    void everyAnswerTellsBrowsersToRunOwnScriptsOnly() {
        try (GatewayFixture gateway = new GatewayFixture(Map.of("instance.id", "csp-it"))) {
            for (String path : new String[] {"/", "/v1/models", "/v1/nothing"}) {
                assertThat(gateway.get(path)
                                .headers()
                                .firstValue("Content-Security-Policy")
                                .orElseThrow())
                        .as(path)
                        .contains("default-src 'none'", "script-src 'self'");
                assertThat(gateway.get(path, "Origin", "http://evil.example")
                                .headers()
                                .map())
                        .doesNotContainKey("access-control-allow-origin");
            }
        }
    }

    /** Paths are the keys at indent 2 below "paths:", methods those at indent 4. */
    private static Set<String> described(String yaml) {
        Set<String> described = new TreeSet<>();
        String path = null;
        for (String line : yaml.substring(yaml.indexOf("\npaths:"), yaml.indexOf("\ncomponents:"))
                .split("\n")) {
            if (line.matches("  /\\S*:")) {
                path = line.strip().replaceAll(":$", "");
            } else if (line.matches("    (get|post|put|delete):")) {
                described.add(line.strip().replace(":", "").toUpperCase(java.util.Locale.ROOT) + " " + path);
            }
        }
        return described;
    }
}
