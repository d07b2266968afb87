package io.genstream.gateway.health;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One condition of being ready. {@code standalone} passes those of the services beside the gateway. The check runs on an
 * event loop: it looks at state that is there, and never waits.
 *
 * @param name what is checked, for the answer of /ready
 * @param problem why it is not ready; empty while it is
 */
public record HealthCheck(String name, Supplier<Optional<String>> problem) {}
