package io.genstream.gateway.stream;

import java.time.Duration;

/**
 * Limits of the WebSocket.
 *
 * @param queueFrames frames that wait for one slow client; beyond, pictures and progress are dropped, latest wins
 * @param historyFrames frames of a topic that a new client gets
 * @param progressPoints points of one run's curve; a longer curve is thinned
 */
public record StreamLimits(int clients, int queueFrames, int historyFrames, int progressPoints, Duration ping) {}
