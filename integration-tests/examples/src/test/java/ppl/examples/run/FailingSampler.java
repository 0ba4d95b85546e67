package ppl.examples.run;

import java.util.List;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.ChainState;
import ppl.api.spi.Competence;
import ppl.api.spi.Sampler;
import ppl.api.spi.StateArchive;
import ppl.api.spi.Statistic;

/**
 * A sampler that counts, and fails in the iteration that its option {@code fail_at} names, or where its state is to be saved if {@code fail_to_save} is true.
 * Never chosen unasked.
 */
public final class FailingSampler implements Sampler {

    @Override
    public String name() {
        return "failing";
    }

    @Override
    public Competence competence(Block block) {
        return new Competence.Suits(0);
    }

    @Override
    public List<String> options() {
        return List.of("fail_at", "fail_to_save");
    }

    @Override
    public List<Statistic> statistics() {
        return List.of();
    }

    @Override
    public Chain start(ChainSpec spec) {
        return new CountingChain(spec, (Integer) spec.options().getOrDefault("fail_at", Integer.MAX_VALUE));
    }

    private static final class CountingChain implements Chain {
        private final ChainSpec spec;
        private final int failAt;
        private final double[] position;
        private int iteration;

        CountingChain(ChainSpec spec, int failAt) {
            this.spec = spec;
            this.failAt = failAt;
            this.position = spec.start().clone();
        }

        @Override
        public double[] ask() {
            return position;
        }

        @Override
        public boolean needsGradient() {
            return false;
        }

        @Override
        public boolean tell(double logp, double[] gradient) {
            if (iteration == failAt) {
                throw new IllegalStateException("the dice are lost");
            }
            position[0] = iteration++;
            return true;
        }

        @Override
        public int iteration() {
            return iteration;
        }

        @Override
        public boolean tuning() {
            return iteration <= spec.tune();
        }

        @Override
        public double[] position() {
            return position;
        }

        @Override
        public double logp() {
            return 0;
        }

        @Override
        public double statistic(int index) {
            return index;
        }

        @Override
        public void revisit() {}

        @Override
        public ChainState save() {
            if (spec.options().getOrDefault("fail_to_save", false).equals(true)) {
                throw new IllegalStateException("the dice are in the air");
            }
            return ChainState.save("failing", 1, spec, this::archive);
        }

        @Override
        public void restore(ChainState state) {
            state.restore("failing", 1, spec, this::archive);
        }

        private void archive(StateArchive fields) {
            iteration = fields.integer(iteration);
            fields.reals(position);
        }
    }
}
