/**
 * Faults planted in samplers: a line of a source is changed, the module is loaded again with it, and its tests are run, which must see it. So it is known what tests of
 * samplers see. {@code faults/nuts.txt} and {@code faults/rw.txt} are the faults; {@link ppl.samplers.faults.PlantedFaultsTest} plants them.
 */
@NullMarked
package ppl.samplers.faults;

import org.jspecify.annotations.NullMarked;
