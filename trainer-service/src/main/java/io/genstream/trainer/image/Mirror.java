package io.genstream.trainer.image;

/** Swaps left and right. */
final class Mirror {
    private Mirror() {}

    /** Mirrors that many rows of {@link TrainingPictures#SIDE} values in place. */
    static void apply(float[] values, int offset, int rows) {
        int side = TrainingPictures.SIDE;
        for (int row = 0; row < rows; row++) {
            int left = offset + row * side;
            int right = left + side - 1;
            while (left < right) {
                float swapped = values[left];
                values[left++] = values[right];
                values[right--] = swapped;
            }
        }
    }
}
