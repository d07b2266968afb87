package io.genstream.standalone.doctor;

/**
 * One line of the doctor's.
 *
 * @param subject what was looked at
 * @param cause what was found
 * @param cure what to do; empty if all is well
 */
public record Finding(Status status, String subject, String cause, String cure) {
    /** FAIL: Genstream cannot work like this. WARN: it can, but somebody should know. */
    public enum Status {
        OK,
        WARN,
        FAIL
    }

    public static Finding ok(String subject, String what) {
        return new Finding(Status.OK, subject, what, "");
    }

    public static Finding warn(String subject, String cause, String cure) {
        return new Finding(Status.WARN, subject, cause, cure);
    }

    public static Finding fail(String subject, String cause, String cure) {
        return new Finding(Status.FAIL, subject, cause, cure);
    }
}
