package io.genstream.model.pixels;

import java.math.BigInteger;
import java.util.Arrays;

/** {@link Resize#AREA} of a part of a picture that comes row by row; holds a row of sums and what is made. One thread. */
final class AreaSums implements RowReader.Sink {
    private final Frame frame;
    private final int channels;
    private final Shares rows;
    private final Shares columns;
    private final long[] narrow;
    private final long[] sums;
    private final byte[] made;
    private int target;

    AreaSums(Frame frame, int channels) {
        this.frame = frame;
        this.channels = channels;
        rows = Shares.of(frame.height(), frame.toHeight());
        columns = Shares.of(frame.width(), frame.toWidth());
        narrow = new long[frame.toWidth() * channels];
        sums = new long[narrow.length];
        made = new byte[Math.multiplyExact(frame.toHeight(), sums.length)];
    }

    @Override
    public void row(int y, byte[] samples, int from) {
        int source = y - frame.top();
        if (source < 0 || source >= frame.height()) {
            return;
        }
        int start = from + frame.left() * channels;
        if (rows.unit == 1
                && columns.unit == 1
                && frame.height() == frame.toHeight()
                && frame.width() == frame.toWidth()) {
            System.arraycopy(samples, start, made, source * sums.length, sums.length);
            return;
        }
        narrow(samples, start);
        boolean complete = true;
        while (complete && target < frame.toHeight()) {
            int share = source - rows.first[target];
            if (share < 0) {
                return;
            }
            long weight = rows.of[target][share];
            for (int x = 0; x < sums.length; x++) {
                sums[x] += weight * narrow[x];
            }
            complete = share == rows.of[target].length - 1;
            if (complete) {
                finish();
            }
        }
    }

    private void finish() {
        long area = (long) rows.unit * columns.unit;
        for (int x = 0; x < sums.length; x++) {
            made[target * sums.length + x] = (byte) ((2 * sums[x] + area) / (2 * area));
        }
        Arrays.fill(sums, 0);
        target++;
    }

    private void narrow(byte[] samples, int start) {
        for (int x = 0; x < columns.of.length; x++) {
            int[] shares = columns.of[x];
            for (int channel = 0; channel < channels; channel++) {
                long sum = 0;
                int at = start + columns.first[x] * channels + channel;
                for (int share : shares) {
                    sum += (long) share * (samples[at] & 0xFF);
                    at += channels;
                }
                narrow[x * channels + channel] = sum;
            }
        }
    }

    /** Once all rows are in. */
    Pixels pixels() {
        return new Pixels(frame.toHeight(), frame.toWidth(), channels, made);
    }

    /**
     * How much of each source pixel lies under each target pixel of one axis, in the largest unit in which all are whole.
     *
     * @param unit of a whole target pixel
     * @param first source pixel under each target pixel
     * @param of the source pixels from the first on
     */
    @SuppressWarnings("ArrayRecordComponent") // local to one call, never compared
    private record Shares(int unit, int[] first, int[][] of) {
        static Shares of(int source, int target) {
            int common =
                    BigInteger.valueOf(source).gcd(BigInteger.valueOf(target)).intValue();
            long unit = source / common; // of a target pixel
            long pixel = target / common; // of a source pixel
            int[] first = new int[target];
            int[][] of = new int[target][];
            for (int t = 0; t < target; t++) {
                long low = t * unit;
                long high = low + unit;
                first[t] = (int) (low / pixel);
                of[t] = new int[(int) ((high - 1) / pixel) - first[t] + 1];
                for (int i = 0; i < of[t].length; i++) {
                    long left = (first[t] + i) * pixel;
                    of[t][i] = (int) (Math.min(high, left + pixel) - Math.max(low, left));
                }
            }
            return new Shares((int) unit, first, of);
        }
    }
}
