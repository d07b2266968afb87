package io.genstream.trainer;

import io.genstream.operations.ServiceProcess;
import io.genstream.operations.ServiceProcess.Instruments;
import io.genstream.operations.ServiceProcess.Started;
import io.genstream.schemas.JvmDefaults;
import io.genstream.trainer.torchscript.Torch;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Consumer;

/** Runs one trainer against any cluster: {@code TrainerMain <properties file>}. */
public final class TrainerMain {
    private TrainerMain() {}

    /** Ends with one of the exit codes of {@link ServiceProcess}. */
    public static void main(String[] args) {
        JvmDefaults.pin();
        Torch.stayOffline();
        ServiceProcess.main(args, "trainer", TrainerConfig.definition(), TrainerMain::start);
    }

    private static Started start(Map<String, String> settings, Instruments instruments) {
        TrainerConfig config = TrainerConfig.of(settings);
        TrainerService service = TrainerService.start(config, instruments.registry());
        if (config.exitOnStdinEof()) {
            stopWithStdin(instruments.stop());
        }
        return new Started(service, config.managementPort());
    }

    /** The parent holds the other end: when it is gone, however it went, so are we. */
    private static void stopWithStdin(Consumer<String> stop) {
        Thread watcher = new Thread(
                () -> {
                    try {
                        var unusedCount = System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException ignored) {
                        // the pipe broke: the parent is gone just the same
                    }
                    stop.accept("the end of its input");
                },
                "stdin");
        watcher.setDaemon(true);
        watcher.start();
    }
}
