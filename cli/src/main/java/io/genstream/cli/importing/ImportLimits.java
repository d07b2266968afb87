package io.genstream.cli.importing;

import picocli.CommandLine.Option;

/** What a single picture may take, so that one file cannot exhaust the memory. Set by the command line. */
final class ImportLimits {
    static final int MEGAPIXELS = 256;
    static final int FILE_MIB = 128;

    private static final long PIXELS = 1_000_000;
    private static final int MOST_MIB = 1 << 10;

    @Option(
            names = "--max-megapixels",
            defaultValue = "" + MEGAPIXELS,
            paramLabel = "N",
            description = "larger pictures are left out (default ${DEFAULT-VALUE})")
    private int megapixels = MEGAPIXELS;

    @Option(
            names = "--max-file-mib",
            defaultValue = "" + FILE_MIB,
            paramLabel = "N",
            description = "larger files are left out (default ${DEFAULT-VALUE})")
    private int fileMib = FILE_MIB;

    long maxPixels() {
        return megapixels * PIXELS;
    }

    long maxBytes() {
        return (long) fileMib << 20;
    }

    /** What is wrong with them; empty if nothing is. */
    String problem() {
        if (megapixels < 1) {
            return "--max-megapixels must be at least 1, is " + megapixels;
        }
        return fileMib >= 1 && fileMib <= MOST_MIB ? "" : "--max-file-mib must be 1 to " + MOST_MIB + ", is " + fileMib;
    }
}
