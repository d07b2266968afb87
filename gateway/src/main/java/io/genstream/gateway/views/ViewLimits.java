package io.genstream.gateway.views;

import java.time.Duration;

/**
 * Limits of the views.
 *
 * @param entries of each view; beyond, the eldest is forgotten and counted
 * @param decisions roll-out decisions that are kept
 * @param stale age at which a serving status no longer counts
 */
public record ViewLimits(int entries, int decisions, Duration stale) {}
