package io.genstream.standalone.doctor;

/** A finding for people: what is well in one line, what is not in two. */
record FindingLine(boolean colour) {
    private static final String FORMAT = "%s %-26s %s";
    private static final String CURE = System.lineSeparator() + " ".repeat(5) + "→ ";

    String of(Finding finding) {
        String line = String.format(FORMAT, status(finding), finding.subject(), finding.cause());
        return finding.cure().isEmpty() ? line : line + CURE + finding.cure();
    }

    private String status(Finding finding) {
        String word = String.format("%-4s", finding.status());
        int code =
                switch (finding.status()) {
                    case OK -> 32; // green
                    case WARN -> 33; // yellow
                    case FAIL -> 31; // red
                };
        return colour ? "\u001b[" + code + "m" + word + "\u001b[0m" : word;
    }
}
