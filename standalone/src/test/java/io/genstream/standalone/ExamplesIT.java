package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import io.genstream.standalone.kafka.Outsider;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Every example of every command's help, run as it stands in a folder with what the examples speak of: by a shell where
 * it takes one, else all in one process.
 */
class ExamplesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final String ENDLESS = "./genstream watch";

    @TempDir
    static Path directory;

    private static UpProcess up;
    private static Process commandLoop;

    @BeforeAll
    static void startEverything() throws Exception {
        up = UpProcess.demo(directory.resolve("up.out"), directory.resolve("data"));
        pictures(directory.resolve("faces/cats"), directory.resolve("faces/dogs"), directory.resolve("smiles"));
        Files.writeString(
                directory.resolve("smiles/labels.csv"), "file,smiling,age\n0.png,1,0.5\n1.png,0,0.25\n2.png,1,0.75\n");
        celeba(directory.resolve("celeba"));
        person(directory.resolve("people.tar"), "Anna_Berg");
        Path script = directory.resolve("genstream");
        Files.writeString(script, "#!/bin/sh\nexec " + String.join(" ", java(GenstreamMain.class)) + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        commandLoop = inDirectory(java(CommandLoop.class))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Api api = new Api(up.url());
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            assertThat(up.isAlive()).as(up::outputQuietly).isTrue();
            return up.isReady()
                    && api.rollout()
                            .filter(rollout -> rollout.getString("previousStable") != null)
                            .isPresent();
        });
        Outsider outsider = new Outsider(up.bootstrapServers());
        outsider.publishForgettable("digits-old", List.of("20261127T080000Z-77aa00", "20261128T090112Z-3f2a1c"));
        outsider.publishForgettableRun("digits-cgan-try");
        await().atMost(PATIENCE).until(() -> api.isRolledOut("digits-old"));
    }

    @AfterAll
    static void stopEverything() throws Exception {
        if (commandLoop != null) {
            ProcessTree.kill(commandLoop.toHandle());
        }
        if (up != null) {
            up.close();
        }
    }

    @Test
    void everyCommandHasAnExample() {
        assertThat(commands(GenstreamMain.commandLine())).allSatisfy(command -> assertThat(examples(command))
                .as(command.getCommandSpec().qualifiedName())
                .isNotEmpty()
                .allMatch(example ->
                        example.contains("./" + command.getCommandSpec().qualifiedName())));
    }

    @TestFactory
    Stream<DynamicTest> runsAsItStands() {
        return commands(GenstreamMain.commandLine()).stream()
                .filter(command -> !command.getCommandName().equals("up"))
                .flatMap(command -> examples(command).stream())
                .map(example -> DynamicTest.dynamicTest(example, () -> assertRuns(example)));
    }

    @Test
    void upRunsAsItStands() throws Exception {
        CommandLine command = GenstreamMain.commandLine().getSubcommands().get("up");
        for (String example : examples(command)) {
            String ports = " --port " + UpProcess.freePort() + " --management-port " + UpProcess.freePort()
                    + " --kafka-port " + UpProcess.freePort();
            Path output = directory.resolve("up-example.out");
            Process process = shell("exec " + example + ports, output);
            try {
                await().atMost(PATIENCE).until(() -> {
                    assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
                    return Files.readString(output).contains("Genstream is up");
                });
                process.destroy();
                assertThat(process.waitFor()).as(Files.readString(output)).isZero();
            } finally {
                ProcessTree.kill(process.toHandle());
            }
        }
    }

    private static void assertRuns(String example) throws Exception {
        if (CommandLoop.understands(example) && !isEndless(example)) {
            assertRunsInLoop(example);
        } else {
            assertRunsInShell(example);
        }
    }

    private static void assertRunsInLoop(String example) throws IOException {
        BufferedWriter lines = commandLoop.outputWriter(StandardCharsets.UTF_8);
        lines.write(example + "\n");
        lines.flush();
        String answer = commandLoop.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(answer).as("answer of the process that runs the commands").isNotNull();
        String[] codeAndOutput = answer.split(" ", 2);
        String output = new String(Base64.getDecoder().decode(codeAndOutput[1]), StandardCharsets.UTF_8);
        assertThat(codeAndOutput[0]).as(output).isEqualTo("0");
        assertLegible(output);
    }

    private static void assertRunsInShell(String example) throws Exception {
        Path output = Files.createTempFile(directory, "example", ".out");
        boolean endless = isEndless(example);
        Process process = shell(endless ? "timeout 6 " + example : example, output);
        int code = process.waitFor();
        assertThat(code).as(Files.readString(output)).isEqualTo(endless ? 124 : 0);
        assertLegible(Files.readString(output));
    }

    /** Kafka forgets what was deleted within an hour. */
    private static boolean isEndless(String example) {
        return example.equals(ENDLESS) || example.endsWith(" --wait");
    }

    private static void assertLegible(String output) {
        assertThat(output).isNotBlank().doesNotContain("\tat ", "Exception");
    }

    private static Process shell(String line, Path output) throws IOException {
        return inDirectory("bash", "-c", line.startsWith("source") ? line + "; complete" : line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static String[] java(Class<?> main) {
        return new String[] {
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.genstream.schemas.avro",
            main.getName()
        };
    }

    private static ProcessBuilder inDirectory(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("GENSTREAM_URL", up.url().toString());
        builder.environment().put("GENSTREAM_BOOTSTRAP_SERVERS", up.bootstrapServers());
        return builder;
    }

    private static List<String> examples(CommandLine command) {
        return Arrays.stream(command.getCommandSpec().usageMessage().footer())
                .map(String::strip)
                .toList();
    }

    /** All below this one, in the order of the help. */
    private static List<CommandLine> commands(CommandLine parent) {
        List<CommandLine> commands = new ArrayList<>();
        parent.getSubcommands().values().forEach(command -> {
            commands.add(command);
            commands.addAll(commands(command));
        });
        return commands;
    }

    private static void celeba(Path folder) throws IOException {
        pictures(folder.resolve("img_align_celeba"));
        Files.writeString(
                folder.resolve("list_attr_celeba.txt"), "3\nMale Young\n0.png -1  1\n1.png  1 -1\n2.png 1 1\n");
    }

    private static void person(Path tar, String subject) throws IOException {
        byte[] png = ImageCodec.encode(Encoding.PNG, new Pixels(32, 32, 3, new byte[32 * 32 * 3]));
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            Map<String, byte[]> files = Map.of(
                    "0.png", png, "0.json", ("{\"subject\": \"" + subject + "\"}").getBytes(StandardCharsets.UTF_8));
            for (String name : List.of("0.png", "0.json")) {
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(files.get(name).length);
                out.putArchiveEntry(entry);
                out.write(files.get(name));
                out.closeArchiveEntry();
            }
        }
    }

    private static void pictures(Path... folders) throws IOException {
        for (Path folder : folders) {
            Files.createDirectories(folder);
            for (int i = 0; i < 3; i++) {
                byte[] raw = new byte[40 * 30 * 3];
                Arrays.fill(
                        raw, (byte) (60 * i + folder.getFileName().toString().charAt(0) % 50)); // no two alike
                Files.write(folder.resolve(i + ".png"), ImageCodec.encode(Encoding.PNG, new Pixels(40, 30, 3, raw)));
            }
        }
    }
}
