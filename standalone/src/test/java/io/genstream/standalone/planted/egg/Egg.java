package io.genstream.standalone.planted.egg;

import io.genstream.standalone.planted.hen.Hen;

/** The other half. */
public record Egg(Hen from) {}
