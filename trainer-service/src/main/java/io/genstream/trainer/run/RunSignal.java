package io.genstream.trainer.run;

/** What the training thread is asked to do with the run it holds. Written by any thread, read between steps. */
public final class RunSignal {
    /** From weakest to strongest; a stronger request replaces a weaker one, never the other way round. */
    public enum Request {
        CONTINUE,
        /** Publish a last checkpoint and let go: a run that a person ordered goes first. The run waits for its next turn. */
        YIELD,
        /** Publish a last checkpoint and let go for good. */
        STOP,
        /** Publish a last checkpoint if there is time and let go; the run stays RUNNING for the next owner. */
        PARK,
        /** Let go at once and publish nothing: another owner has the run. */
        ABANDON
    }

    private volatile Request request = Request.CONTINUE;
    private volatile String reason = "";

    public Request request() {
        return request;
    }

    public boolean goesOn() {
        return request == Request.CONTINUE;
    }

    /** Of the strongest request, for people. */
    String reason() {
        return reason;
    }

    synchronized void raise(Request newRequest, String newReason) {
        if (newRequest.compareTo(request) > 0) {
            reason = newReason;
            request = newRequest;
        }
    }
}
