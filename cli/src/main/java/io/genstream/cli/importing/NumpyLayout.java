package io.genstream.cli.importing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Arrays of numpy: an {@code .npz} as MedMNIST (medmnist.com) has it, {@code train_images} with {@code train_labels} and the
 * same of val and test, as Keras has it, {@code x_train} with {@code y_train}, or one of {@code images} with {@code labels};
 * or a single {@code .npy} of pictures.
 */
final class NumpyLayout implements Layout {
    @Override
    public String name() {
        return "numpy";
    }

    @Override
    public boolean matches(Root root) throws IOException {
        return file(root).isPresent();
    }

    private static Optional<Path> file(Root root) throws IOException {
        if (root.file().isPresent()) {
            return root.file().filter(NumpyLayout::isOne);
        }
        List<Path> arrays = root.files().stream().filter(NumpyLayout::isOne).toList();
        return root.pictures().isEmpty() && arrays.size() == 1 ? Optional.of(arrays.get(0)) : Optional.empty();
    }

    private static boolean isOne(Path path) {
        return Root.lowerName(path).matches(".*\\.np[yz]");
    }

    @Override
    public PictureSource read(Root root, Wishes wishes) throws IOException {
        Path file =
                file(root).orElseThrow(() -> Sources.unusable(root.given(), "there is no .npz or .npy in it", null));
        return new NumpySource(root, file, arrays(root, file)).read(wishes);
    }

    private static Map<String, NumpySource.Array> arrays(Root root, Path file) throws IOException {
        Map<String, NumpySource.Array> arrays = new LinkedHashMap<>();
        if (Root.lowerName(file).endsWith(".npy")) {
            arrays.put(
                    "images",
                    new NumpySource.Array(Files.size(file), () -> new BufferedInputStream(Files.newInputStream(file))));
            return arrays;
        }
        if (!file.getFileSystem().equals(FileSystems.getDefault())) {
            throw Sources.unusable(
                    root.given(), "it holds " + file.getFileName() + ": unpack it and import that", null);
        }
        ZipFile zip = root.keep(new ZipFile(file.toFile()));
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (entry.getName().endsWith(".npy")) {
                arrays.put(
                        entry.getName().substring(0, entry.getName().length() - 4),
                        new NumpySource.Array(
                                entry.getSize(), () -> new BufferedInputStream(zip.getInputStream(entry))));
            }
        }
        return arrays;
    }
}
