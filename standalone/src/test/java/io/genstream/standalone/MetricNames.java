package io.genstream.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics that the provisioned dashboard and the alert rules rest on, by the names that a scrape has. */
final class MetricNames {
    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final Pattern NAME = Pattern.compile("\\bgenstream_[a-z_]+");

    private MetricNames() {}

    static Set<String> used() throws IOException {
        Set<String> names = names(Files.readString(DEPLOY.resolve("grafana/dashboards/genstream.json")));
        names.addAll(names(Files.readString(DEPLOY.resolve("prometheus/alerts.yml"))));
        return names;
    }

    /** In a scrape, or in a query. */
    static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }
}
