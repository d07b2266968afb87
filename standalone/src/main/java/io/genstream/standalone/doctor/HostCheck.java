package io.genstream.standalone.doctor;

import io.genstream.cli.terminal.Text;
import java.util.List;

/** JDK, cores and disk against what Genstream needs. */
final class HostCheck implements Check {
    private static final int OLDEST_JDK = 17;
    private static final int FEW_CORES = 2;
    private static final int COMFORTABLE = 4;

    private final HostFacts facts;
    private final long minFreeBytes;

    HostCheck(HostFacts facts, long minFreeBytes) {
        this.facts = facts;
        this.minFreeBytes = minFreeBytes;
    }

    @Override
    public List<Finding> run() {
        return List.of(jdk(), cores(), disk());
    }

    private Finding jdk() {
        return facts.jdk() >= OLDEST_JDK
                ? Finding.ok("JDK", facts.vm())
                : Finding.fail(
                        "JDK",
                        "this is version " + facts.jdk() + ", older than " + OLDEST_JDK,
                        "install a newer one, or let JAVA_HOME name it");
    }

    private Finding cores() {
        return facts.cores() >= FEW_CORES
                ? Finding.ok("cores", Integer.toString(facts.cores()))
                : Finding.warn(
                        "cores",
                        "there is only " + facts.cores(),
                        "training and serving will wait for each other; give the machine or container more");
    }

    private Finding disk() {
        String where = " below " + facts.directory();
        if (!facts.writable()) {
            return Finding.fail(
                    "disk", facts.directory() + " cannot be written", "change its rights, or name another by --data");
        }
        if (facts.freeBytes() < 0) {
            return Finding.warn("disk", "nobody knows how much is free" + where, "see that it is enough");
        }
        String free = Text.bytes(facts.freeBytes()) + " free" + where;
        if (facts.freeBytes() < minFreeBytes) {
            return Finding.fail(
                    "disk",
                    "only " + free + ", up refuses to start with less than " + Text.bytes(minFreeBytes),
                    "free some space, or name another directory by --data");
        }
        return facts.freeBytes() < COMFORTABLE * minFreeBytes
                ? Finding.warn("disk", "only " + free, "the topics may take several GiB; docs/operating.md lists them")
                : Finding.ok("disk", free);
    }
}
