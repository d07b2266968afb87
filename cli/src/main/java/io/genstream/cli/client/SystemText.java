package io.genstream.cli.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names of files and arguments, which the operating system gives as bytes and the JVM reads by the charset of the locale. In the POSIX
 * locale (cron, containers) each byte beyond ASCII becomes the same replacement character, so that names are no longer told apart.
 */
public final class SystemText {
    private static final String UNTOLD = "\uFFFD";

    private SystemText() {}

    /** Whether the JVM could read it. */
    public static boolean isTold(String text) {
        return !text.contains(UNTOLD);
    }

    /** Why it could not, and what to do about it. */
    public static String cure() {
        String charset = System.getProperty("sun.jnu.encoding", "");
        return charset.equalsIgnoreCase(StandardCharsets.UTF_8.name())
                ? "it is not written in UTF-8: rename it"
                : "the locale's charset is " + charset
                        + ", in which Java cannot tell names beyond ASCII: start by ./genstream, or with LC_ALL=C.UTF-8";
    }

    /** @throws CommandException where an argument has lost characters */
    public static void requireTold(String[] arguments) {
        Arrays.stream(arguments)
                .filter(argument -> !isTold(argument))
                .findFirst()
                .ifPresent(argument -> {
                    throw new CommandException(
                            ExitCode.USAGE, "the argument " + argument + " cannot be told: " + cure());
                });
    }
}
