/** Runs whose draws go to their file as they are made: the same draws, whatever ends the run, and memory that does not grow with them. */
@NullMarked
package ppl.examples.streamed;

import org.jspecify.annotations.NullMarked;
