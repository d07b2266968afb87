package io.genstream.standalone.lifecycle;

import java.io.IOException;
import java.net.ServerSocket;

/**
 * Asks before anything slow starts whether a port can be had. The answer can be out of date a moment later, so
 * whoever binds for good must still report its own failure.
 */
public final class Ports {
    private Ports() {}

    /** On every interface: a listener on any one of them counts. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
