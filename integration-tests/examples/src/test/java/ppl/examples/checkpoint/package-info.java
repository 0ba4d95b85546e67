/** Runs that are kept on disk as they go: killed, torn, stopped, extended, and gone on with. */
@NullMarked
package ppl.examples.checkpoint;

import org.jspecify.annotations.NullMarked;
