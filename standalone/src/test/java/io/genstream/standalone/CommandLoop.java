package io.genstream.standalone;

import io.genstream.schemas.JvmDefaults;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A process that runs the command lines on its input one after the other, so that not every one of them pays for a JVM.
 * Answers each with a line: exit code and, as Base64, what it printed.
 */
final class CommandLoop {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern WORDS_ALONE = Pattern.compile("\\./genstream( [\\w./=,:-]+| \"[\\w ,.]*\")*");

    private CommandLoop() {}

    /** Whether a shell would do no more with it than take it apart into words. */
    static boolean understands(String line) {
        return WORDS_ALONE.matcher(line).matches();
    }

    public static void main(String[] arguments) throws IOException {
        JvmDefaults.pin();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream answers = System.out;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
            System.setOut(stream);
            System.setErr(stream);
            int code = GenstreamMain.commandLine().execute(words(line));
            stream.flush();
            answers.println(code + " " + Base64.getEncoder().encodeToString(printed.toByteArray()));
            answers.flush();
        }
    }

    /** All but the program's name. */
    private static String[] words(String line) {
        return WORD.matcher(line).results().skip(1).map(CommandLoop::unquoted).toArray(String[]::new);
    }

    private static String unquoted(MatchResult word) {
        return word.group(1) == null ? word.group(2) : word.group(1);
    }
}
