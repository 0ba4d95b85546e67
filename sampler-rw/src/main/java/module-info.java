import org.jspecify.annotations.NullMarked;

/** Random-walk samplers: the Metropolis family. */
@NullMarked
module ppl.sampler.rw {
    requires transitive ppl.api;
    requires static transitive org.jspecify;

    exports ppl.sampler.rw;

    provides ppl.api.spi.Sampler with
            ppl.sampler.rw.RandomWalk;
}
