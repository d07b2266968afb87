package io.genstream.standalone.trainer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A child as {@link TrainerProcessIT} wants it: notes its pid in a file, then dies at once ("crash"), ends with its
 * input ("obey"), or ignores the end of its input ("defy").
 */
final class TestChild {
    private TestChild() {}

    public static void main(String[] args) throws Exception {
        Files.writeString(
                Path.of(args[1]),
                ProcessHandle.current().pid() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        switch (args[0]) {
            case "crash" -> throw new IllegalStateException("as planned");
            case "obey" -> {
                if (System.in.read() != -1) {
                    throw new IllegalStateException("nobody writes to a trainer");
                }
            }
            default -> Thread.sleep(60_000);
        }
    }
}
