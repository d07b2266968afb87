package io.genstream.trainer.export;

/** Lets tests outside this package refuse an export. */
public final class ParityExceptions {
    private ParityExceptions() {}

    public static ParityException refusal() {
        return new ParityException("refused by a test");
    }
}
