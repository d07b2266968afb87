package io.genstream.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.genstream.broker.BrokerException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerRefusalIT {
    @TempDir
    Path directory;

    @Test
    void namesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
            BrokerException refusal = refusalOf(BrokerOptions.in(directory).withPort(taken.getLocalPort()));
            assertThat(refusal.reason()).isEqualTo(Reason.PORT_TAKEN);
            assertThat(refusal).hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void refusesADirectoryThatThisJvmAlreadyUses() {
        try (DataDirectory held = DataDirectory.claim(directory, 0)) {
            BrokerException refusal = refusalOf(BrokerOptions.in(held.path()));
            assertThat(refusal.reason()).isEqualTo(Reason.DIRECTORY_LOCKED);
        }
    }

    @Test
    void refusesADirectoryThatAPlainKafkaUses() throws IOException {
        try (FileChannel kafka = FileChannel.open(
                        directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = kafka.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(refusalOf(BrokerOptions.in(directory)).reason()).isEqualTo(Reason.DIRECTORY_LOCKED);
        }
    }

    @Test
    void refusesAPathThatIsAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(refusalOf(BrokerOptions.in(file.resolve("data"))).reason()).isEqualTo(Reason.DIRECTORY_UNWRITABLE);
    }

    @Test
    void refusesADiskWithTooLittleRoomAndLeavesTheDirectoryFree() {
        BrokerException refusal =
                catchThrowableOfType(BrokerException.class, () -> DataDirectory.claim(directory, Long.MAX_VALUE)
                        .close());
        assertThat(refusal.reason()).isEqualTo(Reason.DISK_FULL);
        DataDirectory.claim(directory, 0).close();
    }

    @Test
    void reportsKafkasWishToHaltInsteadOfObeying() {
        AtomicReference<Throwable> told = new AtomicReference<>();
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(BrokerOptions.in(directory).withFaultListener(told::set))) {
            Exit.halt(1, "all log directories have failed");
            assertThat(broker.fault()).containsSame(told.get());
            assertThat(told.get()).hasMessageContaining("all log directories have failed");
        }
    }

    private static BrokerException refusalOf(BrokerOptions options) {
        return catchThrowableOfType(
                BrokerException.class, () -> EmbeddedBroker.start(options).close());
    }
}
