package io.genstream.cli.importing;

import java.io.IOException;

/** CelebA as it is published. */
final class CelebaLayout implements Layout {
    @Override
    public String name() {
        return "celeba";
    }

    @Override
    public boolean matches(Root root) throws IOException {
        return root.file().isEmpty()
                && CelebaSource.table(root.folder(), root.given()).isPresent();
    }

    @Override
    public PictureSource read(Root root, Wishes wishes) throws IOException {
        return CelebaSource.read(
                root.folder(),
                CelebaSource.table(root.folder(), root.given())
                        .orElseThrow(
                                () -> Sources.unusable(root.given(), "there is no " + CelebaSource.ATTRIBUTES, null)));
    }
}
