package io.genstream.cli.importing;

import java.io.IOException;

/** One way in which pictures and their labels lie on a disk. Stateless. */
interface Layout {
    /** For {@code --layout} and the plan's first line: lower case, one word. */
    String name();

    /** Looks at names and at the heads of files; reads no picture. */
    boolean matches(Root root) throws IOException;

    /** Samples in a fixed order; their pictures are read later. */
    PictureSource read(Root root, Wishes wishes) throws IOException;

    /** Whether {@code --labels} and {@code --split} may say more than none, which {@link #read} then looks at. */
    default boolean asksForPlaces() {
        return false;
    }
}
