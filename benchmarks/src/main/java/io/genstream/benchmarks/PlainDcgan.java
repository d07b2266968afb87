package io.genstream.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import io.genstream.trainer.torchscript.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The training step of a DCGAN for 64 x 64 pictures with nothing around it: one script of libtorch's operators, written by hand and
 * independent of the trainer's networks; the same pictures again and again, no average of the weights, both losses read.
 */
final class PlainDcgan implements AutoCloseable {
    private static final int LATENT = 100;
    private static final int SIDE = 64;
    private static final int BASE = 4;
    private static final float RATE = 0.0002f;
    private static final double STD = 0.02;

    private final NDManager manager = Torch.newManager();
    private final SplittableRandom random = new SplittableRandom(7);
    private final List<String> names = new ArrayList<>();
    private final List<NDArray> tensors = new ArrayList<>();
    private final StringBuilder source = new StringBuilder();
    private final int batch;
    private final ScriptLibrary library;
    private final NDArray real;

    PlainDcgan(int width, int batch) {
        this.batch = batch;
        int[] maps = {8 * width, 4 * width, 2 * width, width};
        List<String> generator = generator(maps);
        List<String> discriminator = discriminator(maps);
        step(generator, discriminator);
        this.library = ScriptLibrary.load(manager, List.of(method()));
        this.real = normal(1, batch, 3, SIDE, SIDE);
    }

    /** One step of both networks. */
    void step() {
        try (NDManager step = manager.newSubManager();
                GradientCollector recording = Torch.engine().newGradientCollector()) {
            List<NDArray> arguments = new ArrayList<>(List.of(step.create(RATE), step.create(1f), real));
            arguments.addAll(tensors);
            NDList losses = library.callAll("plain_step", arguments.toArray(new NDArray[0]));
            if (!Float.isFinite(losses.get(0).getFloat() + losses.get(1).getFloat())) {
                throw new IllegalStateException("the plain loop diverged");
            }
        }
    }

    private List<String> generator(int[] maps) {
        List<String> trained = new ArrayList<>();
        line("z = torch.randn([" + batch + ", " + LATENT + "])");
        String weight = trained(trained, "g_dense", STD, maps[0] * BASE * BASE, LATENT);
        String bias = trained(trained, "g_dense_bias", 0, maps[0] * BASE * BASE);
        line("made0 = torch.reshape(torch.linear(z, %s, %s), [-1, %d, %d, %d])", weight, bias, maps[0], BASE, BASE);
        for (int i = 0; i < maps.length; i++) {
            boolean last = i + 1 == maps.length;
            line("normed%d = torch.relu(%s)", i, batchNorm(trained, "g" + i, "made" + i, maps[i]));
            int out = last ? 3 : maps[i + 1];
            String kernel = trained(trained, "g_up" + i, STD, maps[i], out, 4, 4);
            String up = last ? trained(trained, "g_up_bias", 0, out) : "None";
            line(
                    "made%d = torch.conv_transpose2d(normed%d, %s, %s, [2, 2], [1, 1], [0, 0], 1, [1, 1])",
                    i + 1, i, kernel, up);
        }
        line("made = torch.tanh(made%d)", maps.length);
        return trained;
    }

    /** Declares the tensors; what it makes of pictures, {@link #judge} writes. */
    private List<String> discriminator(int[] maps) {
        List<String> trained = new ArrayList<>();
        int in = 3;
        for (int i = maps.length - 1; i >= 0; i--) {
            trained(trained, "d_conv" + i, STD, maps[i], in, 4, 4);
            if (in == 3) {
                trained(trained, "d_conv_bias", 0, maps[i]);
            } else {
                trained(trained, "d" + i + "_gamma", 0, maps[i]);
                trained(trained, "d" + i + "_beta", 0, maps[i]);
                tensor("d" + i + "_mean", 0, 0, maps[i]);
                tensor("d" + i + "_variance", 0, 1, maps[i]);
            }
            in = maps[i];
        }
        trained(trained, "d_dense", STD, 1, maps[0] * BASE * BASE);
        trained(trained, "d_dense_bias", 0, 1);
        line("fake = torch.detach(made)");
        judge(maps.length, "real", "real_score", true);
        judge(maps.length, "fake", "fake_score", false);
        line("loss_d = torch.add(torch.mean(torch.softplus(torch.neg(real_score), 1, 20)),"
                + " torch.mean(torch.softplus(fake_score, 1, 20)))");
        return trained;
    }

    private void judge(int levels, String pictures, String score, boolean moving) {
        String value = pictures;
        for (int i = levels - 1; i >= 0; i--) {
            boolean first = i == levels - 1;
            String next = score + "_" + i;
            line(
                    "%s_conv = torch.conv2d(%s, d_conv%d, %s, [2, 2], [1, 1], [1, 1], 1)",
                    next, value, i, first ? "d_conv_bias" : "None");
            String statistics = moving ? String.format(Locale.ROOT, "d%d_mean, d%d_variance", i, i) : "None, None";
            String normed = first
                    ? next + "_conv"
                    : String.format(
                            Locale.ROOT,
                            "torch.batch_norm(%s_conv, d%d_gamma, d%d_beta, %s, True, 0.1, 0.00001, False)",
                            next,
                            i,
                            i,
                            statistics);
            line("%s = torch.leaky_relu(%s, 0.2)", next, normed);
            value = next;
        }
        line("%s = torch.linear(torch.flatten(%s, 1, -1), d_dense, d_dense_bias)", score, value);
    }

    private void step(List<String> generator, List<String> discriminator) {
        update("loss_d", discriminator);
        judge(4, "made", "fooled_score", false);
        line("loss_g = torch.mean(torch.softplus(torch.neg(fooled_score), 1, 20))");
        update("loss_g", generator);
    }

    /** Adam, in place, as a loop over the tensors. */
    private void update(String loss, List<String> trained) {
        line(
                "%s_gradients = torch.grad([%s], [%s], annotate(List[Optional[Tensor]], [torch.ones_like(%s)]),"
                        + " False, False, False)",
                loss, loss, String.join(", ", trained), loss);
        for (int i = 0; i < trained.size(); i++) {
            String name = trained.get(i);
            line("%s_g = unchecked_cast(Tensor, %s_gradients[%d])", name, loss, i);
            line("%s_1 = torch.add_(torch.mul_(%s_m, 0.5), %s_g, alpha=0.5)", name, name, name);
            line("%s_2 = torch.addcmul_(torch.mul_(%s_v, 0.999), %s_g, %s_g, value=0.001)", name, name, name, name);
            line("%s_3 = torch.div(%s_m, torch.add(torch.sqrt(%s_v), 0.00000001))", name, name, name);
            line("%s_4 = torch.sub_(torch.detach(%s), torch.mul(%s_3, rate))", name, name, name);
        }
    }

    private String batchNorm(List<String> trained, String name, String input, int maps) {
        String gamma = trained(trained, name + "_gamma", 0, maps);
        String beta = trained(trained, name + "_beta", 0, maps);
        String mean = tensor(name + "_mean", 0, 0, maps);
        String variance = tensor(name + "_variance", 0, 1, maps);
        return "torch.batch_norm(%s, %s, %s, %s, %s, True, 0.1, 0.00001, False)"
                .formatted(input, gamma, beta, mean, variance);
    }

    private String trained(List<String> trained, String name, double std, long... shape) {
        tensor(name, std, name.endsWith("gamma") ? 1 : 0, shape);
        tensors.get(tensors.size() - 1).setRequiresGradient(true);
        trained.add(name);
        tensor(name + "_m", 0, 0, shape);
        tensor(name + "_v", 0, 0, shape);
        return name;
    }

    private String tensor(String name, double std, double mean, long... shape) {
        names.add(name);
        tensors.add(std > 0 ? normal(std, shape) : manager.full(new Shape(shape), (float) mean));
        return name;
    }

    private NDArray normal(double std, long... shape) {
        Shape wanted = new Shape(shape);
        float[] values = new float[(int) wanted.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (std * random.nextGaussian());
        }
        return manager.create(values, wanted);
    }

    private void line(String template, Object... arguments) {
        source.append("    ")
                .append(String.format(Locale.ROOT, template, arguments))
                .append('\n');
    }

    private ScriptMethod method() {
        StringBuilder head =
                new StringBuilder("  def plain_step(self: __torch__.Library, rate: Tensor, one: Tensor, real: Tensor");
        names.forEach(name -> head.append(", ").append(name).append(": Tensor"));
        head.append(") -> List[Tensor]:\n").append(source).append("    return [loss_d, loss_g]\n");
        return new ScriptMethod("plain_step", head.toString());
    }

    @Override
    public void close() {
        library.close();
        manager.close();
    }
}
