package io.genstream.standalone.trainer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to launch a JVM like this one with another main class, at a lower priority. The class path goes through the environment, since it
 * is longer than some platforms' command lines.
 *
 * @param jvmArguments flags before the main class
 * @param arguments what the main class gets
 */
public record ChildJvm(String mainClass, List<String> jvmArguments, List<String> arguments) {
    private static final Path NICE = Path.of("/usr/bin/nice");

    public ChildJvm {
        jvmArguments = List.copyOf(jvmArguments);
        arguments = List.copyOf(arguments);
    }

    /** Standard error joins standard output; standard input is a pipe whose end tells the child that we are gone. */
    Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.redirectErrorStream(true).start();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            // training takes every core there is; requests and the broker's heartbeats must not wait for it
            command.addAll(List.of(NICE.toString(), "-n", "5"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString() + executableSuffix());
        command.addAll(jvmArguments);
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    private static String executableSuffix() {
        return File.separatorChar == '\\' ? ".exe" : "";
    }
}
