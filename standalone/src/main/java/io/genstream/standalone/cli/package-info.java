/**
 * The client commands: same words as the HTTP API. Each feature has a package; what they share is here, and {@code client} speaks
 * to the gateway.
 */
package io.genstream.standalone.cli;
