import org.jspecify.annotations.NullMarked;

/** Samplers that need no gradient: random walks and Gibbs sampling, the Metropolis family. */
@NullMarked
module ppl.sampler.rw {
    requires transitive ppl.api;
    requires static transitive org.jspecify;

    exports ppl.sampler.rw;

    provides ppl.api.spi.Sampler with
            ppl.sampler.rw.RandomWalk,
            ppl.sampler.rw.gibbs.GibbsMetropolis;
}
