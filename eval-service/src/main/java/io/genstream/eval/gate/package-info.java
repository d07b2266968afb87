/**
 * Which version of a model users get, and when a run has trained long enough: rules over figures and operators' commands,
 * without Kafka. {@link io.genstream.eval.gate.Gate} holds them together; {@code gate.kafka} feeds it.
 */
package io.genstream.eval.gate;
