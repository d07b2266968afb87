package io.genstream.cli.terminal;

/**
 * What the process reads from and writes to. Java cannot tell which of its streams is a terminal, so the launcher script does; started
 * without it, nothing is one, and output stays plain. Immutable.
 *
 * @param colour colours may be used: a terminal, and NO_COLOR is not set (no-color.org)
 */
public record Terminal(boolean in, boolean out, boolean err, int columns, int lines, boolean colour) {
    /** Neither: pipes and files. */
    public static final Terminal NONE = new Terminal(false, false, false, 100, 24, false);

    private static final String STREAMS = "genstream.terminal";
    private static final String SIZE = "genstream.terminal.size";

    /** As the launcher script left it in the system properties. */
    public static Terminal ofProcess() {
        String streams = System.getProperty(STREAMS, "");
        String[] size = System.getProperty(SIZE, "").split(" ", -1);
        String noColour = System.getenv("NO_COLOR");
        boolean out = streams.contains("out") && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(
                streams.contains("in"),
                out,
                streams.contains("err") && !"dumb".equals(System.getenv("TERM")),
                size.length == 2 ? number(size[1], NONE.columns) : NONE.columns,
                size.length == 2 ? number(size[0], NONE.lines) : NONE.lines,
                out && (noColour == null || noColour.isEmpty()));
    }

    /** Somebody can be asked, and answer. */
    public boolean interactive() {
        return in && err;
    }

    private static int number(String text, int otherwise) {
        return text.matches("[1-9]\\d{0,3}") ? Integer.parseInt(text) : otherwise;
    }
}
