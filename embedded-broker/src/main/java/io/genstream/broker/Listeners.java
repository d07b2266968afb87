package io.genstream.broker;

import io.genstream.broker.BrokerException.Reason;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's and the controller's sockets, bound before Kafka starts: ports must stand in the configuration, and
 * looking for a free port first and binding it later is a race.
 */
final class Listeners implements AutoCloseable {
    static final String BROKER = "PLAINTEXT";
    static final String CONTROLLER = "CONTROLLER";
    static final String HOST = "127.0.0.1";
    private static final int BACKLOG = 64;

    private final Map<String, ServerSocketChannel> unclaimed = new ConcurrentHashMap<>();
    private final int brokerPort;
    private final int controllerPort;

    private Listeners(ServerSocketChannel broker, ServerSocketChannel controller) {
        brokerPort = broker.socket().getLocalPort();
        controllerPort = controller.socket().getLocalPort();
        unclaimed.put(BROKER, broker);
        unclaimed.put(CONTROLLER, controller);
    }

    static Listeners bind(int brokerPort) {
        ServerSocketChannel broker = open(brokerPort);
        try {
            return new Listeners(broker, open(0));
        } catch (BrokerException e) {
            closeQuietly(broker);
            throw e;
        }
    }

    int brokerPort() {
        return brokerPort;
    }

    int controllerPort() {
        return controllerPort;
    }

    /** Hands each socket to Kafka once; it closes those that it got. */
    ServerSocketFactory socketFactory() {
        return (listener, address, backlog, receiveBufferBytes) -> {
            ServerSocketChannel bound = unclaimed.remove(listener);
            return bound != null
                    ? bound
                    : ServerSocketFactory.INSTANCE.openServerSocket(listener, address, backlog, receiveBufferBytes);
        };
    }

    /** Closes the sockets that Kafka never asked for. */
    @Override
    public void close() {
        unclaimed.values().forEach(Listeners::closeQuietly);
        unclaimed.clear();
    }

    private static ServerSocketChannel open(int port) {
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open();
            channel.configureBlocking(false);
            channel.socket().setReuseAddress(true);
            return channel.bind(new InetSocketAddress(HOST, port), BACKLOG);
        } catch (BindException e) {
            closeQuietly(channel);
            throw new BrokerException(
                    Reason.PORT_TAKEN, "Kafka port " + port + " is taken: stop what uses it, or choose another", e);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new BrokerException(Reason.START_FAILED, "cannot open a socket on " + HOST + ": " + e, e);
        }
    }

    private static void closeQuietly(ServerSocketChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // nothing was accepted on it
            }
        }
    }
}
