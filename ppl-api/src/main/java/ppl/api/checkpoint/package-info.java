/**
 * Runs on disk: what the chains of a run have drawn, as they draw it, so that a run that was killed goes on where it stood.
 *
 * <p>A run has a folder ({@link ppl.api.checkpoint.RunFolder}): a text that says which run it is ({@link ppl.api.checkpoint.RunIdentity}), a lock,
 * and a log for each chain ({@link ppl.api.checkpoint.ChainLog}), to which iterations and, now and then, the state of the chain are appended. Bytes go in
 * and out; what they mean is known to {@code ppl.api.sample}, which is the only user. Results in files of other software's form do not belong here: {@code
 * ppl.api.store} has those.
 */
@NullMarked
package ppl.api.checkpoint;

import org.jspecify.annotations.NullMarked;
