package io.genstream.eval.extractor;

import io.genstream.eval.metrics.PrincipalComponents;
import io.genstream.model.extractor.ExtractedFeatures;
import java.util.Arrays;
import java.util.List;

/**
 * The extractor of a data set that no classifier was trained for: the leading principal components of its own training pictures,
 * 32x32 pixels. It needs no weights from elsewhere and is honest about what it is: a distance in it compares brightness, colour and
 * coarse shape as a linear model sees them, and is blind to fine detail and to meaning. Fitted once a revision, with a fixed seed,
 * so that every instance and every start gets the same basis and so the same hash. Immutable and thread-safe.
 */
public final class PcaExtractor implements Extractor {
    /** Name of every extractor of this kind, before the number of its components. */
    public static final String PREFIX = "pca";

    private static final int SIDE = 32;
    private static final int MAX_COMPONENTS = 64;
    /** A direction that fewer pictures than this determine is noise. */
    private static final int PICTURES_A_COMPONENT = 4;

    private final Canvas canvas;
    private final PrincipalComponents components;
    private final String sha256;

    private PcaExtractor(Canvas canvas, PrincipalComponents components) {
        this.canvas = canvas;
        this.components = components;
        this.sha256 = components.sha256();
    }

    /** What images of this many channels are brought to. */
    public static Canvas canvas(int channels) {
        return new Canvas(new ImageShape(SIDE, SIDE, channels), true);
    }

    /** @param pictures uint8, each of the canvas; at least {@value #PICTURES_A_COMPONENT} */
    public static PcaExtractor fit(Canvas canvas, byte[][] pictures, long seed) {
        int few = Math.min(MAX_COMPONENTS, pictures.length / PICTURES_A_COMPONENT);
        // a power of two: a name that does not change with every picture more
        int components = Integer.highestOneBit(Math.max(1, few));
        return new PcaExtractor(canvas, PrincipalComponents.fit(pictures, components, seed));
    }

    /** Share of the pictures' variance that the components hold; 0 where the pictures are all the same. */
    public double explained() {
        return components.explained();
    }

    @Override
    public String name() {
        return PREFIX + components.count();
    }

    @Override
    public String sha256() {
        return sha256;
    }

    @Override
    public Canvas canvas() {
        return canvas;
    }

    @Override
    public int featureSize() {
        return components.count();
    }

    @Override
    public List<String> classNames() {
        return List.of();
    }

    @Override
    public ExtractedFeatures extract(byte[][] raw) {
        float[][] features = new float[raw.length][];
        for (int i = 0; i < raw.length; i++) {
            features[i] = components.project(raw[i]);
        }
        int[] none = new int[raw.length];
        Arrays.fill(none, -1);
        return new ExtractedFeatures(features, none, sha256);
    }

    @Override
    public void close() {
        // holds nothing outside the heap
    }
}
