/**
 * The conformance kit for backends.
 *
 * <p>In: a backend. Out: numbered JUnit tests that it passes or fails. What tests a backend's own insides does not belong here.
 */
package ppl.backend.tck;
