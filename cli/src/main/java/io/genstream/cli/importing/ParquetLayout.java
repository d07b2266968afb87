package io.genstream.cli.importing;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;

/** Parquet as Hugging Face (huggingface.co/docs/datasets) has it: a column of pictures, their bytes inside, beside columns of labels. */
final class ParquetLayout implements Layout {
    @Override
    public String name() {
        return "parquet";
    }

    @Override
    public boolean matches(Root root) throws IOException {
        return !files(root).isEmpty()
                && (root.file().isPresent() || root.pictures().isEmpty());
    }

    @Override
    public boolean asksForPlaces() {
        return true;
    }

    @Override
    public PictureSource read(Root root, Wishes wishes) throws IOException {
        List<Path> files = files(root);
        if (files.isEmpty()) {
            throw Sources.unusable(root.given(), "there is no .parquet in it", null);
        }
        if (!files.get(0).getFileSystem().equals(FileSystems.getDefault())) {
            throw Sources.unusable(
                    root.given(), "it holds " + files.get(0).getFileName() + ": unpack it and import the folder", null);
        }
        return new ParquetSource(root, files).read(wishes);
    }

    private static List<Path> files(Root root) throws IOException {
        List<Path> files = root.file().isPresent() ? List.of(root.file().get()) : root.files();
        return files.stream()
                .filter(file -> Root.lowerName(file).endsWith(".parquet"))
                .toList();
    }
}
