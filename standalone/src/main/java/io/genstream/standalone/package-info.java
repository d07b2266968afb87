/**
 * Everything in one command: the embedded broker, gateway, inference and evaluation in this JVM, the trainer in a
 * child JVM. Nothing imports this module; every service is started by the constructor that its own main uses.
 */
package io.genstream.standalone;
