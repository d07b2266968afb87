package io.genstream.standalone.doctor;

import io.genstream.model.onnx.OnnxRuntime;
import io.genstream.schemas.JvmDefaults;
import io.genstream.trainer.torchscript.Torch;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Loads one native library in a process of its own, since a broken one may take its process along. */
final class NativeProbe {
    static final String SUCCESS = "loaded: ";
    static final String FAILURE = "failed: ";

    private NativeProbe() {}

    /** The argument names a {@link NativeCheck.Library}; one line on standard output says what became of it. */
    public static void main(String[] args) {
        JvmDefaults.pin();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try {
            out.println(SUCCESS + load(NativeCheck.Library.valueOf(args[0])));
        } catch (Throwable e) { // linkage errors are what we look for
            out.println(FAILURE + root(e) + settings());
        }
        System.exit(0); // native threads may be left
    }

    private static String load(NativeCheck.Library library) {
        return switch (library) {
            case ONNX_RUNTIME -> {
                OnnxRuntime info = OnnxRuntime.load();
                yield info.version() + ", execution providers " + String.join(", ", info.providers());
            }
            case PYTORCH -> Torch.probe();
        };
    }

    /** What a user may have set, which is the usual culprit. */
    private static String settings() {
        String path = System.getProperty("onnxruntime.native.path");
        return path == null ? "" : " (onnxruntime.native.path=" + path + ")";
    }

    private static String root(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": "
                + String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
    }
}
