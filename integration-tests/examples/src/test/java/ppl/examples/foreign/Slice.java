package ppl.examples.foreign;

import java.util.List;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.ChainState;
import ppl.api.spi.Competence;
import ppl.api.spi.OptionReader;
import ppl.api.spi.Sampler;
import ppl.api.spi.StateArchive;
import ppl.api.spi.Statistic;
import ppl.graph.random.HostNumbers;

/**
 * A sampler of others in one file: slices of one coordinate after the other, stepped out and shrunk. Taken only by name.
 *
 * <p>Source: Neal, "Slice sampling", Annals of Statistics 31, 2003, figures 3 and 5.
 */
public final class Slice implements Sampler {

    private static final int STATE_VERSION = 1;

    @Override
    public String name() {
        return "slice";
    }

    @Override
    public Competence competence(Block block) {
        return block.measure() == Block.Measure.CONTINUOUS
                ? new Competence.Suits(0)
                : new Competence.Refuses("slice moves real numbers: use rw for whole ones");
    }

    @Override
    public boolean needsGradient() {
        return false;
    }

    @Override
    public List<String> options() {
        return List.of("width");
    }

    @Override
    public List<Statistic> statistics() {
        return List.of(new Statistic("n_evaluations", Statistic.Kind.INTEGER));
    }

    @Override
    public Chain start(ChainSpec spec) {
        OptionReader reader = new OptionReader(name(), spec.options());
        double width = reader.number("width", 1, x -> x > 0, "a number above 0");
        reader.refuseOthers();
        return new SliceChain(spec, width);
    }

    /** What the next density is for. */
    private enum Phase {
        HERE,
        LEFT,
        RIGHT,
        INSIDE
    }

    private static final class SliceChain implements Chain {
        private final ChainSpec spec;
        private final double width;
        private final double[] current;
        private final double[] asked;
        private Phase phase = Phase.HERE;
        private boolean known;
        private double logp;
        private double level;
        private double left;
        private double right;
        private int coordinate;
        private int iteration;
        private int evaluations;
        private long used;
        private boolean between = true;

        SliceChain(ChainSpec spec, double width) {
            this.spec = spec;
            this.width = width;
            current = spec.start().clone();
            asked = current.clone();
        }

        private double uniform() {
            return spec.key().uniform(used++);
        }

        @Override
        public double[] ask() {
            between = false;
            if (phase == Phase.HERE && known) {
                level = logp + HostNumbers.log(uniform());
                left = current[coordinate] - width * uniform();
                right = left + width;
                phase = Phase.LEFT;
            }
            System.arraycopy(current, 0, asked, 0, asked.length);
            asked[coordinate] = switch (phase) {
                case HERE -> current[coordinate];
                case LEFT -> left;
                case RIGHT -> right;
                case INSIDE -> left + uniform() * (right - left);
            };
            return asked;
        }

        @Override
        public boolean needsGradient() {
            return false;
        }

        @Override
        public boolean tell(double logp, double[] gradient) {
            evaluations++;
            boolean above = logp > level;
            switch (phase) {
                case HERE -> {
                    this.logp = logp;
                    known = true;
                }
                case LEFT -> {
                    left -= above ? width : 0;
                    phase = above ? Phase.LEFT : Phase.RIGHT;
                }
                case RIGHT -> {
                    right += above ? width : 0;
                    phase = above ? Phase.RIGHT : Phase.INSIDE;
                }
                case INSIDE -> {
                    if (above) {
                        return moved(logp);
                    }
                    if (asked[coordinate] < current[coordinate]) {
                        left = asked[coordinate];
                    } else {
                        right = asked[coordinate];
                    }
                }
            }
            return false;
        }

        private boolean moved(double logp) {
            current[coordinate] = asked[coordinate];
            this.logp = logp;
            phase = Phase.HERE;
            coordinate = (coordinate + 1) % current.length;
            between = coordinate == 0;
            if (between) {
                iteration++;
            }
            return between;
        }

        @Override
        public int iteration() {
            return iteration;
        }

        @Override
        public boolean tuning() {
            return spec.tune() > 0 && iteration <= spec.tune();
        }

        @Override
        public double[] position() {
            return current;
        }

        @Override
        public double logp() {
            return logp;
        }

        @Override
        public double statistic(int index) {
            return evaluations;
        }

        @Override
        public void revisit() {
            ChainState.requireBetweenIterations("slice", iteration, between);
            known = false;
        }

        @Override
        public ChainState save() {
            ChainState.requireBetweenIterations("slice", iteration, between);
            return ChainState.save("slice", STATE_VERSION, spec, this::archive);
        }

        @Override
        public void restore(ChainState state) {
            ChainState.requireBetweenIterations("slice", iteration, between);
            state.restore("slice", STATE_VERSION, spec, this::archive);
        }

        private void archive(StateArchive fields) {
            fields.reals(current);
            logp = fields.real(logp);
            known = fields.flag(known);
            iteration = fields.integer(iteration);
            evaluations = fields.integer(evaluations);
            used = fields.int64(used);
        }
    }
}
