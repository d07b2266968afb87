package io.genstream.standalone;

import io.genstream.broker.TestBroker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The platform with its demo, as {@link LoopIT} sees it: {@code up} with its embedded broker, or, where a broker is brought along, each
 * service by its own main against that.
 */
interface Genstream extends AutoCloseable {
    /** Its output goes to a file of that name or to several beside it; its data below {@code data}. */
    static Genstream start(Path output, Path data) throws IOException, InterruptedException {
        Optional<String> broker = TestBroker.external();
        return broker.isPresent() ? SeparateServices.start(broker.get(), output, data) : UpProcess.demo(output, data);
    }

    URI url();

    String bootstrapServers();

    boolean isReady() throws InterruptedException;

    boolean isAlive();

    /** What Prometheus would read. */
    String metrics() throws IOException, InterruptedException;

    /** Processes beside the one that serves. */
    List<ProcessHandle> children();

    /** TERM; true where everything ended cleanly. */
    boolean stop() throws IOException, InterruptedException;

    String outputQuietly();

    /** KILL for every process, waited for. */
    @Override
    void close();
}
