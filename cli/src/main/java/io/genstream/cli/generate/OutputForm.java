package io.genstream.cli.generate;

import java.nio.file.Path;

/** What the pictures become, told by the name after {@code --out}. */
enum OutputForm {
    /** One PNG with all pictures. */
    SHEET("image/png", ".png"),
    /** A WebDataset. */
    TAR("application/x-tar", ".tar"),
    NPZ("application/x-npz", ".npz"),
    /** An Avro object container file of ImageBatch. */
    AVRO("avro/binary", ".avro"),
    /** A PNG a picture and labels.csv. */
    FOLDER("application/x-tar", "");

    private final String mediaType;
    private final String ending;

    OutputForm(String mediaType, String ending) {
        this.mediaType = mediaType;
        this.ending = ending;
    }

    String mediaType() {
        return mediaType;
    }

    static OutputForm of(Path out) {
        String name = String.valueOf(out.getFileName());
        for (OutputForm form : values()) {
            if (name.endsWith(form.ending)) {
                return form;
            }
        }
        return FOLDER; // not reached: every name ends with nothing
    }
}
