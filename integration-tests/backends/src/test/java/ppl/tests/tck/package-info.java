/**
 * The conformance kit run on our backends, and the kit's own tests.
 *
 * <p>In: backends, right and broken. Out: what the kit says of them. Tests of one backend's insides belong to its module.
 */
package ppl.tests.tck;
