package io.genstream.cli.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** CelebA as its authors publish it, or as Kaggle does. */
final class CelebaLayout implements Layout {
    @Override
    public String name() {
        return "celeba";
    }

    @Override
    public boolean matches(Root root) throws IOException {
        return root.file().isEmpty() && table(root).isPresent();
    }

    @Override
    public PictureSource read(Root root, Wishes wishes) throws IOException {
        Path table = table(root)
                .orElseThrow(() -> Sources.unusable(
                        root.given(), "there is no " + CelebaSource.ATTRIBUTES + ".txt or .csv in it", null));
        return new CelebaSource(root, table).read();
    }

    /** Below the folder, or beside the archive of pictures. */
    private static Optional<Path> table(Root root) throws IOException {
        Optional<Path> inside = CelebaSource.find(root, CelebaSource.ATTRIBUTES);
        boolean picturesOnly = String.valueOf(root.given().getFileName()).startsWith(CelebaSource.PICTURES);
        return inside.isEmpty() && picturesOnly
                ? CelebaSource.beside(root.given(), CelebaSource.ATTRIBUTES).filter(Files::isRegularFile)
                : inside;
    }
}
