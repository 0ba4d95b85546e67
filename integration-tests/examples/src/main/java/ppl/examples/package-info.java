/**
 * Programs to read and to run.
 *
 * <p>In: a folder to write to and data from this project. Out: what a user would see. What only a test needs does not belong here.
 */
package ppl.examples;
