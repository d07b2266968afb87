package io.genstream.trainer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;

/**
 * Structural similarity (Wang et al. 2004, "Image quality assessment: from error visibility to structural similarity") as
 * a loss, and the form of several scales that Zhao et al. 2017 ("Loss functions for image restoration with neural
 * networks", section III.C) train with: windows of five widths on the picture at full size. The pyramid of MS-SSIM would
 * need more than 160 pixels.
 *
 * <p>Both are {@code 1 - mean over pixels of l(widest window) * product over windows of cs(window)}, with pictures mapped
 * to 0 to 1. Wang's windows lie inside the picture; Zhao's may reach over its edge, where they are cut off and their
 * weights scaled up to 1 again.
 *
 * @param sigmas of the windows, the widest one last
 * @param inside whether windows stay inside the picture
 * @param absoluteShare of the absolute error under the widest window in the loss
 * @param black value of a black pixel, -1 or 0; a white one is 1
 */
public record StructuralSimilarity(
        String name, double[] sigmas, int windowSide, boolean inside, double absoluteShare, double black) {
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;

    /** 11 x 11 pixels, sigma 1.5. */
    public static StructuralSimilarity ofOneScale(double black) {
        return new StructuralSimilarity("ssim", new double[] {1.5}, 11, true, 0, black);
    }

    public static StructuralSimilarity ofScales(double black) {
        return new StructuralSimilarity("multi_sigma_ssim", new double[] {0.5, 1, 2, 4, 8}, 33, false, 0, black);
    }

    /** The paper's mix: 0.84 of {@link #ofScales} and 0.16 of the absolute error under the widest window. */
    public static StructuralSimilarity mixed(double black) {
        return new StructuralSimilarity("mixed_ssim", new double[] {0.5, 1, 2, 4, 8}, 33, false, 0.16, black);
    }

    /** The last argument of {@link #method}: one separable window a scale. */
    public NDArray windows(NDManager manager, DataType type) {
        NDArray windows = manager.create(windows(), new Shape(sigmas.length, 1, windowSide, 1));
        return windows.toType(type, false);
    }

    private double[] windows() {
        double[] rows = new double[sigmas.length * windowSide];
        for (int scale = 0; scale < sigmas.length; scale++) {
            double[] row = new double[windowSide];
            double sum = 0;
            for (int i = 0; i < windowSide; i++) {
                double distance = i - windowSide / 2;
                row[i] = Math.exp(-0.5 * Math.pow(distance / sigmas[scale], 2));
                sum += row[i];
            }
            for (int i = 0; i < windowSide; i++) {
                rows[scale * windowSide + i] = row[i] / sum;
            }
        }
        return rows;
    }

    /** Arguments: pictures [N, C, H, W], their reconstructions, {@link #windows}. */
    public ScriptMethod method() {
        ScriptBuilder script = new ScriptBuilder(name);
        String x = planes(script, script.parameter("original"));
        String y = planes(script, script.parameter("reconstruction"));
        String windows = script.parameter("windows");
        String difference = script.assign("torch.abs(torch.sub({}, {}))", x, y);
        // all in one pass: both pictures, their squares, their product, the difference, and ones to scale edges by
        String all = script.assign(
                "torch.cat([{}, {}, torch.mul({}, {}), torch.mul({}, {}), torch.mul({}, {}), {}, torch.ones_like({})])",
                x,
                y,
                x,
                x,
                y,
                y,
                x,
                y,
                difference,
                x);
        String[] means = means(script, blurred(script, all, windows));
        String product = script.assign("torch.mul({}, {})", means[0], means[1]);
        String squares = script.assign(
                "torch.add(torch.mul({}, {}), torch.mul({}, {}))", means[0], means[0], means[1], means[1]);
        String variances = script.assign("torch.sub(torch.add({}, {}), {})", means[2], means[3], squares);
        String covariance = script.assign("torch.sub({}, {})", means[4], product);
        String structure = ratio(script, covariance, variances, C2);
        String luminance = widest(script, ratio(script, product, squares, C1));
        String similarity = script.assign("torch.mul({}, torch.prod({}, 1))", luminance, structure);
        String loss = script.assign("torch.rsub(torch.mean({}), 1.0)", similarity);
        if (absoluteShare == 0) {
            return script.returns(loss);
        }
        String absolute = script.assign("torch.mean({})", widest(script, means[5]));
        return script.returns(script.assign(
                "torch.add(torch.mul({}, {}), torch.mul({}, {}))", loss, 1 - absoluteShare, absolute, absoluteShare));
    }

    /** In 0 to 1, a channel a picture. */
    private String planes(ScriptBuilder script, String values) {
        return script.assign(
                "torch.div(torch.sub(torch.reshape({}, [-1, 1, torch.size({}, 2), torch.size({}, 3)]), {}), {})",
                values,
                values,
                values,
                black,
                1 - black);
    }

    private String blurred(ScriptBuilder script, String planes, String windows) {
        int padding = inside ? 0 : windowSide / 2;
        String down = script.assign("torch.conv2d({}, {}, None, [1, 1], [{}, 0], [1, 1], 1)", planes, windows, padding);
        return script.assign(
                "torch.conv2d({}, torch.transpose({}, 2, 3), None, [1, 1], [0, {}], [1, 1], {})",
                down,
                windows,
                padding,
                sigmas.length);
    }

    private static String[] means(ScriptBuilder script, String blurred) {
        String parts = script.assign("torch.chunk({}, 7)", blurred);
        String[] means = new String[6];
        for (int i = 0; i < means.length; i++) {
            means[i] = script.assign("torch.div({}[{}], {}[6])", parts, i, parts);
        }
        return means;
    }

    private static String ratio(ScriptBuilder script, String half, String whole, double constant) {
        return script.assign(
                "torch.div(torch.add(torch.mul({}, 2.0), {}), torch.add({}, {}))", half, constant, whole, constant);
    }

    private String widest(ScriptBuilder script, String scales) {
        return script.assign("torch.select({}, 1, {})", scales, sigmas.length - 1);
    }
}
