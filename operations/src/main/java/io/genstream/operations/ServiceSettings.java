package io.genstream.operations;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.genstream.schemas.KafkaConnection;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings of one service: the keys that all services have, and its own beside them. Keys that begin with {@code kafka.} go
 * to every Kafka client without that prefix (security, the record serializer classes). Immutable.
 */
public final class ServiceSettings extends AbstractConfig {
    public static final String MANAGEMENT_PORT = "management.port";
    public static final int NO_PORT = -1;

    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final String REPLICATION_FACTOR = "replication.factor";
    private static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";
    private static final String INSTANCE_ID = "instance.id";
    private static final String KAFKA_PREFIX = "kafka.";

    private final String service;

    private ServiceSettings(String service, ConfigDef keys, Map<String, String> given) {
        super(keys, given, false);
        this.service = service;
    }

    /**
     * The keys that all services have, for a service to add its own.
     *
     * @param managementPort where none is given: another for each service, so that one host can run them all
     */
    public static ConfigDef keys(int managementPort) {
        return new ConfigDef()
                .define(
                        BOOTSTRAP_SERVERS,
                        Type.LIST,
                        NO_DEFAULT_VALUE,
                        ValidList.anyNonDuplicateValues(false, false),
                        HIGH,
                        "host:port of brokers, comma separated")
                .define(
                        REPLICATION_FACTOR,
                        Type.SHORT,
                        (short) 1,
                        between(1, 100),
                        HIGH,
                        "copies of each partition of the topics that the service creates")
                .define(
                        MIN_INSYNC_REPLICAS,
                        Type.SHORT,
                        (short) 1,
                        between(1, 100),
                        HIGH,
                        "copies that must have a record before it counts as written, in those topics")
                .define(
                        INSTANCE_ID,
                        Type.STRING,
                        "",
                        HIGH,
                        "name of this instance, another for each and the same after a restart: one that was killed takes its work"
                                + " again at once; empty: service, host name and management port, or process id where that port is"
                                + " not fixed")
                .define(
                        MANAGEMENT_PORT,
                        Type.INT,
                        managementPort,
                        between(NO_PORT, 65_535),
                        MEDIUM,
                        "/metrics, /healthy and /ready; 0: any free one, the log says which; -1: none");
    }

    /**
     * A properties file, values stripped.
     *
     * @throws IOException saying what is wrong with the file
     */
    public static Map<String, String> load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("not a properties file: " + e.getMessage(), e);
        }
        Map<String, String> settings = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> settings.put(key, properties.getProperty(key).strip()));
        return settings;
    }

    /**
     * Reads what a service was given.
     *
     * @param service names its instances where they are not named
     * @param keys from {@link #keys}, with the service's own
     * @throws ConfigException naming the key that is missing, wrong or unknown
     */
    public static <C> C read(
            String service, ConfigDef keys, Map<String, String> given, Function<ServiceSettings, C> config) {
        refuseUnknown(keys, given.keySet());
        try {
            return config.apply(new ServiceSettings(service, keys, new TreeMap<>(given)));
        } catch (IllegalArgumentException e) {
            ConfigException named = new ConfigException(e.getMessage());
            named.initCause(e);
            throw named;
        }
    }

    private static void refuseUnknown(ConfigDef keys, Set<String> given) {
        Set<String> unknown = new TreeSet<>(given);
        unknown.removeAll(keys.names());
        unknown.removeIf(key -> key.startsWith(KAFKA_PREFIX));
        if (!unknown.isEmpty()) {
            throw new ConfigException("Unknown setting " + String.join(", ", unknown)
                    + " (misspelt, or a setting no more: see"
                    + " CHANGELOG.md); settings are " + String.join(", ", new TreeSet<>(keys.names())) + ", and "
                    + KAFKA_PREFIX + "<name> for Kafka clients");
        }
    }

    public KafkaConnection kafka() {
        Map<String, String> clients = new TreeMap<>();
        originalsWithPrefix(KAFKA_PREFIX).forEach((key, value) -> clients.put(key, (String) value));
        return new KafkaConnection(
                String.join(",", getList(BOOTSTRAP_SERVERS)),
                getShort(REPLICATION_FACTOR),
                getShort(MIN_INSYNC_REPLICAS),
                clients);
    }

    /** The management port keeps two processes of one host apart: only one of them can have it. */
    public String instanceId() {
        String given = getString(INSTANCE_ID);
        int port = getInt(MANAGEMENT_PORT);
        return given.isBlank()
                ? service + "-" + host() + "-"
                        + (port > 0 ? port : ProcessHandle.current().pid())
                : given;
    }

    /** Whether a successor will have the same {@link #instanceId}. */
    public boolean keepsInstanceId() {
        return !getString(INSTANCE_ID).isBlank() || getInt(MANAGEMENT_PORT) > 0;
    }

    /** 0 for any free one; empty where there shall be none. */
    public Optional<Integer> managementPort() {
        return Optional.of(getInt(MANAGEMENT_PORT)).filter(port -> port != NO_PORT);
    }

    public Duration millis(String key) {
        return Duration.ofMillis(number(key));
    }

    public Duration seconds(String key) {
        return Duration.ofSeconds(number(key));
    }

    /** Empty where the setting is. */
    public Optional<Path> path(String key) {
        return Optional.of(getString(key)).filter(given -> !given.isBlank()).map(Path::of);
    }

    private long number(String key) {
        return ((Number) get(key)).longValue();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("local");
        }
    }
}
