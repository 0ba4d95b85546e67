package ppl.api.spi;

/** What a chain needs to be told of the point that it asks for. */
public enum ChainNeed {
    /** The log-density, by {@link Chain#tell}. */
    LOGP,
    /** The log-density and its gradient, by {@link Chain#tell}. */
    GRADIENT,
    /**
     * By {@link Chain#tellParts} what the log-density is made of, for each coordinate of one {@linkplain Block#separable separable} block: the
     * sum of the terms that depend on it. Each is a function of its own coordinate and of those of other blocks. So if coordinates of the
     * block move, one or all at once, the log-density grows by what their parts grow, and one evaluation serves all of them.
     */
    PARTS,
    /**
     * The log-density by {@link Chain#tell}, but only to report it as that of the draw: nothing that the chain does depends on it. It may
     * be told NaN where somebody else evaluates it.
     */
    RECORD
}
