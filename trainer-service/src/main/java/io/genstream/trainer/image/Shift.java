package io.genstream.trainer.image;

/** Moves a picture by whole pixels. */
final class Shift {
    private Shift() {}

    /** Writes the picture moved down and right (up and left where negative) at the offset; the target is black there. */
    static void into(float[] target, int offset, float[] picture, int down, int right) {
        int side = TrainingPictures.SIDE;
        for (int y = Math.max(0, down); y < Math.min(side, side + down); y++) {
            for (int x = Math.max(0, right); x < Math.min(side, side + right); x++) {
                target[offset + y * side + x] = picture[(y - down) * side + x - right];
            }
        }
    }
}
