package io.genstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;

/** A successful answer: its text as it came, and read. */
public record Answer(int status, String text, JsonNode json) {}
