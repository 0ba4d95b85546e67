/**
 * Posteriors of which others have said what they are: models of posteriordb, with CmdStan's log-densities and gradients and posteriordb's reference
 * draws. In: the public API alone, as a user has it. The data and their provenance are among the resources.
 */
@NullMarked
package ppl.posteriors;

import org.jspecify.annotations.NullMarked;
