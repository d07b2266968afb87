package io.genstream.standalone.containers;

import io.genstream.broker.TestBroker;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.testcontainers.kafka.KafkaContainer;

/**
 * Starts a broker in a container before the tests of a JVM and names it to {@link TestBroker}; JUnit finds this class by its service
 * file. Only where the system property {@value #IMAGE} names an image.
 */
public final class ContainerBroker implements LauncherSessionListener {
    private static final String IMAGE = "genstream.test.container";

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        String image = System.getProperty(IMAGE);
        // a JVM may open more than one session
        if (image == null || TestBroker.external().isPresent()) {
            return;
        }
        KafkaContainer broker = new KafkaContainer(image);
        broker.start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::stop, "container-broker-stop"));
        System.setProperty(TestBroker.EXTERNAL, broker.getBootstrapServers());
    }
}
