package io.genstream.standalone.planted.hen;

import io.genstream.standalone.planted.egg.Egg;

/** Half of a circle that {@code ArchitectureTest.packagesAreFreeOfCircles} is there to refuse. */
public record Hen(Egg from) {}
