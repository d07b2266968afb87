package io.genstream.cli.importing;

import java.util.Optional;
import picocli.CommandLine.Option;

/** What the user says of a source that could be read in more than one way, and of how it is named. Set by the command line. */
final class ImportChoices {
    @Option(
            names = "--layout",
            paramLabel = "NAME",
            description = "how the pictures lie, where it is not recognised (docs/cli.md lists the names)")
    private String layout;

    @Option(
            names = "--labels",
            paramLabel = "WHERE",
            description = "none; folder (the innermost, with those around it); top (the outermost folder); or what the"
                    + " layout has: a table's file name, a column")
    private String labels;

    @Option(
            names = "--split",
            paramLabel = "WHERE",
            description = "none (folders called train or test are classes); folder (others beside them are left out);"
                    + " or what the layout has")
    private String split;

    @Option(names = "--zip-names", paramLabel = "CHARSET", description = "of the names in a zip that does not say it")
    private String zipNames;

    @Option(
            names = "--ids",
            paramLabel = "KIND",
            description = "content (default: a picture is its bytes, wherever it lies) or names (of the files)")
    private Identities.Kind ids;

    @Option(names = "--prefix", defaultValue = "", paramLabel = "TEXT", description = "put before every name: october/")
    private String prefix = "";

    @Option(names = "--replace", description = "take the place of other pictures that are stored under the same ids")
    private boolean replace;

    Wishes wishes(boolean classes) {
        return new Wishes(
                Optional.ofNullable(layout),
                Optional.ofNullable(labels),
                Optional.ofNullable(split),
                Optional.ofNullable(zipNames),
                classes);
    }

    Optional<Identities.Kind> ids() {
        return Optional.ofNullable(ids);
    }

    String prefix() {
        return prefix;
    }

    boolean replace() {
        return replace;
    }
}
