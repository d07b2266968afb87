package io.genstream.trainer.loss.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.genstream.trainer.recipe.InvalidSettingException;
import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.ArrayList;
import java.util.List;

/**
 * How far pictures are from their reconstructions in the features of a network that was trained to recognise things (Johnson et
 * al. 2016, "Perceptual losses for real-time style transfer and super-resolution", equation 2): the mean squared difference
 * of one of its layers. The network comes from an ONNX file and stays as it is; it takes pictures in -1 to 1, to which
 * others are brought.
 */
public final class PerceptualLoss {
    public static final String NAME = "perceptual_loss";
    private static final String FEATURES = "perceptual_features";

    private final OnnxFile file;
    private final String layer;
    private final int side;
    private final double black;
    private final List<String> weightNames;

    /**
     * @param onnx bytes of the file
     * @param layer an ONNX value of the network
     * @param side that pictures are resized to before the network sees them
     * @param black value of a black pixel, -1 or 0; a white one is 1
     * @throws InvalidSettingException where gradients cannot be taken through the network up to that layer
     */
    public PerceptualLoss(byte[] onnx, String layer, int side, double black) {
        this.file = OnnxFile.parse(onnx);
        this.layer = layer;
        this.side = side;
        this.black = black;
        FeatureScript dry = new FeatureScript(file, new ScriptBuilder(FEATURES));
        String unusedVariable = dry.append("x", side, layer);
        this.weightNames = dry.weights();
    }

    /** Arguments: pictures, their reconstructions, {@link #weights}. */
    public ScriptMethod method() {
        ScriptBuilder script = new ScriptBuilder(NAME);
        String original = script.parameter("original");
        String reconstruction = script.parameter("reconstruction");
        String both = script.assign("torch.cat([{}, {}])", original, reconstruction);
        String features = script.assign("torch.chunk({}, 2)", features(script, both));
        return script.returns(script.assign("torch.mean(torch.pow(torch.sub({}[0], {}[1]), 2))", features, features));
    }

    /** The layer itself. Arguments: pictures, {@link #weights}. */
    ScriptMethod featureMethod() {
        ScriptBuilder script = new ScriptBuilder(FEATURES);
        return script.returns(features(script, script.parameter("pictures")));
    }

    private String features(ScriptBuilder script, String pictures) {
        double scale = 2 / (1 - black);
        String signed = script.assign("torch.sub(torch.mul({}, {}), {})", pictures, scale, scale - 1);
        String resized = script.assign("torch.upsample_bilinear2d({}, [{}, {}], False, None)", signed, side, side);
        return new FeatureScript(file, script).append(resized, side, layer);
    }

    /** What a session keeps in native memory. */
    public List<NDArray> weights(NDManager manager, DataType type) {
        List<NDArray> weights = new ArrayList<>();
        for (String name : weightNames) {
            NDArray weight = manager.create(file.values(name), new Shape(file.shape(name)));
            weights.add(weight.toType(type, false));
        }
        return weights;
    }

    /** The loss of a batch, through a library that has {@link #method}. */
    public static NDArray of(NDArray pictures, NDArray reconstructions, List<NDArray> weights, ScriptLibrary library) {
        List<NDArray> arguments = new ArrayList<>(List.of(pictures, reconstructions));
        arguments.addAll(weights);
        return library.call(NAME, arguments.toArray(new NDArray[0]));
    }
}
