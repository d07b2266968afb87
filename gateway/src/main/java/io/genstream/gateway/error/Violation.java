package io.genstream.gateway.error;

/** One field that breaks a rule. {@code field} is a path as in {@code conditions[2]}; it is empty for the body as a whole. */
public record Violation(String field, String message) {}
