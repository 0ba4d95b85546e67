package ppl.examples.run;

import java.util.List;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.Competence;
import ppl.api.spi.Sampler;
import ppl.api.spi.Statistic;

/** A sampler that is listed as a service and cannot be made. */
public final class UnloadableSampler implements Sampler {

    /** Fails. */
    public UnloadableSampler() {
        throw new IllegalStateException("its library is missing");
    }

    @Override
    public String name() {
        return "hmc";
    }

    @Override
    public Competence competence(Block block) {
        return new Competence.Suits(0);
    }

    @Override
    public List<String> options() {
        return List.of();
    }

    @Override
    public List<Statistic> statistics() {
        return List.of();
    }

    @Override
    public Chain start(ChainSpec spec) {
        throw new IllegalStateException("its library is missing");
    }
}
