package io.genstream.model.pixels;

/** An opened picture that is given row by row, from the top: the sender of one of any size needs no memory for all of it. */
interface RowReader {
    Header header();

    /**
     * Gives every row once; to be called once.
     *
     * @throws PixelException where the bytes turn out to be broken
     */
    void read(Sink sink);

    /** Takes the rows, as the file stores them. */
    @FunctionalInterface
    interface Sink {
        /** @param samples width x channels of them, from {@code from} on; not to be kept */
        void row(int y, byte[] samples, int from);
    }

    /**
     * What is known before anything is unpacked.
     *
     * @param height of the rows, however the picture is to be turned
     * @param orientation 1 to 8, as Exif counts
     * @param heldFor why all of it is in memory while it is read; empty where rows are enough
     */
    record Header(int height, int width, int channels, int orientation, String heldFor) {
        public Header {
            if (height < 1 || width < 1) {
                throw new PixelException("the picture's header makes no sense: it is " + height + "x" + width);
            }
        }
    }
}
