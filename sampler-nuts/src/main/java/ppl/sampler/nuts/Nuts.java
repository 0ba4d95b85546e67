package ppl.sampler.nuts;

import java.util.List;
import java.util.Map;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.Competence;
import ppl.api.spi.Sampler;
import ppl.api.spi.StartPolicy;
import ppl.api.spi.Statistic;

/**
 * The No-U-Turn sampler: Hamiltonian trajectories of adapted length, step size and metric.
 *
 * <p>Options: {@code target_accept}, {@code max_treedepth}, {@code adaptation} ({@code fisher}, {@code stan}), {@code
 * step_size_jitter}, {@code step_size}, {@code inverse_mass_matrix}, {@code init}.
 *
 * <p>Numerics: a chain is the same bits on every machine: only + − × ÷ √ fma in orders fixed by index, and the
 * elementary functions and random numbers of the graph.
 */
public final class Nuts implements Sampler {

    private static final Competence REFUSED =
            new Competence.Refuses("NUTS follows gradients, and a discrete variable has"
                    + " none: sample it with rw, or sum it out of the model.");

    /** The sampler. */
    public Nuts() {}

    @Override
    public String name() {
        return "nuts";
    }

    @Override
    public Competence competence(Block block) {
        return switch (block.measure()) {
            case CONTINUOUS -> new Competence.Suits(3);
            case DISCRETE -> REFUSED;
        };
    }

    @Override
    public List<String> options() {
        return NutsOptions.NAMES;
    }

    @Override
    public StartPolicy startPolicy(Map<String, Object> options) {
        return InitName.startPolicy(options);
    }

    @Override
    public double chainBytes(int coordinates, int tune, Map<String, Object> options) {
        return ChainBytes.of(coordinates, tune, options);
    }

    @Override
    public List<Statistic> statistics() {
        return NutsStatistic.ALL;
    }

    @Override
    public Chain start(ChainSpec spec) {
        for (Block block : spec.blocks()) {
            if (competence(block) instanceof Competence.Refuses(String reason)) {
                throw new IllegalArgumentException("nuts cannot sample " + block.variable() + ": " + reason);
            }
        }
        return new NutsChain(spec, NutsOptions.of(spec));
    }
}
