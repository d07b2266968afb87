package io.genstream.standalone.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Writes the trainer's settings into the data directory and says how to launch it with them. */
public final class TrainerLaunch {
    private static final String MAIN_CLASS = "io.genstream.trainer.TrainerMain";
    private static final int FIRST_JDK_ASKING_FOR_NATIVE_ACCESS = 22;

    private TrainerLaunch() {}

    public static ChildJvm of(Path dataDirectory, Map<String, String> settings) {
        Path file = dataDirectory.resolve("trainer.properties");
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, "written at every start; edits are lost");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ChildJvm(MAIN_CLASS, jvmArguments(), List.of(file.toString()));
    }

    private static List<String> jvmArguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx1g",
                "-XX:+UseSerialGC", // the work is native: one collector thread leaves the cores to it
                "-XX:+ExitOnOutOfMemoryError",
                "-Duser.language=", // as the launcher script and every main have it
                "-Duser.country=",
                "-Duser.timezone=UTC",
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.genstream.schemas.avro",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true"));
        if (Runtime.version().feature() >= FIRST_JDK_ASKING_FOR_NATIVE_ACCESS) {
            arguments.add("--enable-native-access=ALL-UNNAMED");
        }
        return arguments;
    }
}
