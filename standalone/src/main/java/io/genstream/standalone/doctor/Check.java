package io.genstream.standalone.doctor;

import java.util.List;

/** Looks at one thing. What it finds wrong is a finding, not an exception. Run by one thread. */
@FunctionalInterface
public interface Check {
    List<Finding> run();
}
