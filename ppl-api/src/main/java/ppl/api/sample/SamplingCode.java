package ppl.api.sample;

import ppl.graph.PplException;

/** Why sampling cannot start or go on. The names are stable: programs and documentation may rely on them. */
public enum SamplingCode implements PplException.Code {
    /** An option, of the run or of a sampler, has a value that is not allowed, or there is no such option. */
    OPTION,
    /** No sampler is present, not the one asked for, two have one name, or one failed to start. */
    SAMPLER,
    /** A sampler cannot sample a variable. */
    COMPETENCE,
    /** The model has nothing to sample, or something that has no posterior. */
    MODEL,
    /** A start value does not fit its variable, or the density is not finite where chains start. */
    START,
    /** The gradient where a chain starts is not the slope of the density. */
    GRADIENT,
    /** No maximum of the log-density was found, or none with a normal law around it. */
    MAXIMUM,
    /** The draws are more than arrays or memory hold. */
    SIZE,
    /** The folder of a checkpoint is in use, cannot be read or written, or holds another run. */
    CHECKPOINT,
    /** The file that draws go to is in use, holds draws of a run that did not end, or cannot be written or read. */
    FILE,
    /** A chain failed. */
    CHAIN,
    /** The listener failed. */
    LISTENER,
    /** The draws exist, but no result could be made from them. */
    RESULT
}
