/**
 * The client's commands: same words as the HTTP API. Each feature has a package; {@code client} speaks to the gateway and ends the
 * process, {@code terminal} is how things look.
 */
package io.genstream.cli;
