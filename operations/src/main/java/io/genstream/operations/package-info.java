/** What every service process needs to be run and watched; it knows no service and no topic. */
package io.genstream.operations;
