package io.genstream.trainer.testing;

import io.genstream.trainer.TrainerMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The trainer as a process of its own. */
public final class TrainerChild {
    private final Process process;
    private final Path log;

    private TrainerChild(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * @param name of its group and instance: who comes by the same name takes the place of one that died
     * @param more settings, a line each
     */
    public static TrainerChild start(Cluster cluster, String name, Path folder, String... more) throws IOException {
        return launch(
                String.join(
                        "\n",
                        "bootstrap.servers=" + cluster.connection.bootstrapServers(),
                        "group.id=group-" + name,
                        "instance.id=trainer-" + name,
                        "management.port=-1",
                        "checkpoint.first.seconds=1",
                        "checkpoint.interval.seconds=2",
                        "auto.recipes=",
                        "exit.on.stdin.eof=true",
                        String.join("\n", more)),
                folder);
    }

    public static TrainerChild launch(String properties, Path folder) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "trainer", ".properties"), properties);
        Path log = Files.createTempFile(folder, "trainer", ".txt");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainerMain.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new TrainerChild(process, log);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Process process() {
        return process;
    }

    /** KILL, as the kernel would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
