import org.jspecify.annotations.NullMarked;

/** Hamiltonian samplers: NUTS and its adaptation. */
@NullMarked
module ppl.sampler.nuts {
    requires transitive ppl.api;
    requires static transitive org.jspecify;

    exports ppl.sampler.nuts;

    provides ppl.api.spi.Sampler with
            ppl.sampler.nuts.Nuts;
}
