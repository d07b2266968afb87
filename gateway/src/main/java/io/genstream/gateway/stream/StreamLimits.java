package io.genstream.gateway.stream;

/**
 * Limits of the WebSocket.
 *
 * @param queueFrames frames that wait for one slow client; beyond, pictures and progress are dropped, latest wins
 */
public record StreamLimits(int clients, int queueFrames) {}
