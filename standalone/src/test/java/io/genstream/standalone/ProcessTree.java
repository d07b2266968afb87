package io.genstream.standalone;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The end of a process and of those that it started, which may live on and write for seconds after their parent. */
final class ProcessTree {
    /** A killed process that nobody reaps counts as alive for ever, but writes nothing. */
    private static final long PATIENCE_SECONDS = 10;

    private ProcessTree() {}

    /** KILL for all at once, parents first, so that they start no new ones; their folders may be deleted afterwards. */
    static void kill(ProcessHandle... roots) {
        List<ProcessHandle> all = Arrays.stream(roots)
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit()
                .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join());
    }
}
