/**
 * What is measured, and how it is told.
 *
 * <p>In: names of benchmarks. Out: one JSON object per figure, a line each, on standard output; nothing else goes there. Whether a
 * figure is good enough is not decided here. Start at {@link ppl.benchmarks.Main}; a new benchmark is one class and one entry in
 * {@link ppl.benchmarks.Catalogue}.
 */
@NullMarked
package ppl.benchmarks;

import org.jspecify.annotations.NullMarked;
