package ppl.examples.run;

import java.util.List;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.Competence;
import ppl.api.spi.Sampler;
import ppl.api.spi.Statistic;

/** A sampler that names one statistic twice, which no group can hold. Never chosen unasked. */
public final class StutteringSampler implements Sampler {

    @Override
    public String name() {
        return "stuttering";
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
        return List.of(
                new Statistic("first", Statistic.Kind.REAL),
                new Statistic("first", Statistic.Kind.REAL),
                new Statistic("last", Statistic.Kind.INTEGER));
    }

    @Override
    public Chain start(ChainSpec spec) {
        return new FailingSampler().start(spec);
    }
}
