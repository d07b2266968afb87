package io.genstream.cli.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A table of files and labels beside its pictures. */
final class TableLayout implements Layout {
    private static final String LABELS = "labels.csv";

    @Override
    public String name() {
        return "table";
    }

    @Override
    public boolean matches(Root root) throws IOException {
        return table(root).isPresent();
    }

    @Override
    public PictureSource read(Root root, Wishes wishes) throws IOException {
        return CsvSource.read(
                table(root).orElseThrow(() -> Sources.unusable(root.given(), "there is no table in it", null)));
    }

    private static Optional<Path> table(Root root) {
        return root.file().filter(file -> Root.lowerName(file).endsWith(".csv")).or(() -> Optional.of(
                        root.folder().resolve(LABELS))
                .filter(file -> root.file().isEmpty() && Files.isRegularFile(file)));
    }
}
