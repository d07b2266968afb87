package io.genstream.cli.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** WebDataset shards: a tar, or a folder of them. */
final class WebDatasetLayout implements Layout {
    @Override
    public String name() {
        return "webdataset";
    }

    @Override
    public boolean matches(Root root) throws IOException {
        return !shards(root).isEmpty();
    }

    @Override
    public boolean asksForPlaces() {
        return true;
    }

    @Override
    public PictureSource read(Root root, Wishes wishes) throws IOException {
        wishes.allowSplit();
        return root.keep(new WebDatasetSource(wishes.labels())).read(shards(root));
    }

    private static List<Path> shards(Root root) throws IOException {
        if (root.file().isPresent()) {
            return root.file().filter(file -> Root.lowerName(file).endsWith(".tar")).stream()
                    .toList();
        }
        return root.files().stream()
                .filter(file -> Root.lowerName(file).endsWith(".tar")
                        && file.getParent().equals(root.folder()))
                .toList();
    }
}
