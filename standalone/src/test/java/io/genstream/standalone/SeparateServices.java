package io.genstream.standalone;

import io.genstream.standalone.ServiceProcess.Service;
import io.genstream.standalone.demo.DigitsMain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One of each service as a process of its own against one broker, with the digits imported as a deployment would. */
final class SeparateServices implements Genstream {
    private final String bootstrapServers;
    private final int port;
    private final List<ServiceProcess> services = new ArrayList<>();

    private SeparateServices(String bootstrapServers, int port) {
        this.bootstrapServers = bootstrapServers;
        this.port = port;
    }

    static SeparateServices start(String bootstrapServers, Path output, Path data)
            throws IOException, InterruptedException {
        int port = UpProcess.freePort();
        SeparateServices all = new SeparateServices(bootstrapServers, port);
        Path logs = Files.createDirectories(output.resolveSibling(output.getFileName() + ".d"));
        all.add(Service.TRAINER, logs, Map.of("auto.recipes", Api.MODEL));
        all.add(Service.GATEWAY, logs, Map.of("port", "" + port));
        all.add(Service.INFERENCE, logs, Map.of());
        all.add(Service.EVAL, logs, Map.of("state.dir", data.resolve("streams").toString()));
        importDigits(bootstrapServers, logs);
        return all;
    }

    /** Waits for the end of the import; an error is in the log file. */
    static void importDigits(String bootstrapServers, Path logs) throws IOException, InterruptedException {
        Path settings = logs.resolve("digits.properties");
        Files.writeString(settings, "bootstrap.servers=" + bootstrapServers);
        int code = ServiceProcess.launch(DigitsMain.class.getName(), settings, logs.resolve("digits.log"))
                .waitFor();
        if (code != 0) {
            throw new AssertionError(Files.readString(logs.resolve("digits.log")));
        }
    }

    private void add(Service service, Path logs, Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", bootstrapServers);
        services.add(ServiceProcess.start(service, service.name().toLowerCase(Locale.ROOT), logs, settings));
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public boolean isReady() throws InterruptedException {
        for (ServiceProcess service : services) {
            if (!service.isReady()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String metrics() throws IOException, InterruptedException {
        StringBuilder all = new StringBuilder();
        for (ServiceProcess service : services) {
            all.append(service.metrics());
        }
        return all.toString();
    }

    @Override
    public boolean isAlive() {
        return services.stream().allMatch(ServiceProcess::isAlive);
    }

    @Override
    public List<ProcessHandle> children() {
        return services.stream().map(ServiceProcess::handle).toList();
    }

    @Override
    public boolean stop() throws InterruptedException {
        services.forEach(ServiceProcess::terminate);
        boolean clean = true;
        for (ServiceProcess service : services) {
            clean &= service.endedCleanly();
        }
        return clean;
    }

    @Override
    public String outputQuietly() {
        return services.stream().map(ServiceProcess::output).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        ProcessTree.kill(children().toArray(ProcessHandle[]::new));
    }
}
