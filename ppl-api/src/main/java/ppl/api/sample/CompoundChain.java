package ppl.api.sample;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.ChainState;
import ppl.api.spi.StateArchive;

/**
 * Chains that take turns on coordinates of their own. A member sees the density with all other coordinates fixed; where these
 * have moved since its last turn, it is asked to look again at its own point first, which costs one evaluation.
 */
final class CompoundChain implements Chain {

    /** Of the fields in {@link #archive}. */
    private static final int STATE_VERSION = 1;

    private final String name;
    private final ChainSpec spec;
    private final Turn[] turns;
    private final List<CompoundSampler.MemberStatistic> statistics;

    /** The point after the last turn. */
    private final double[] current;

    /** The point that is asked for: {@link #current}, but for the coordinates of the member whose turn it is. */
    private final double[] asked;

    private int active;
    private int iteration;
    private double logp;
    private boolean betweenIterations = true;

    /** A member: its chain and where its coordinates lie. */
    static final class Turn {
        private final String sampler;
        private final Chain chain;
        private final int[] places;

        /** What the member is told of the gradient. */
        private final double[] gradient;

        /** Whether other coordinates have moved since it knew the density where it is. */
        private boolean stale;

        /** Whether it looks again at the point where it is. */
        private boolean looksAgain;

        Turn(String sampler, Chain chain, List<Block> blocks) {
            this.sampler = sampler;
            this.chain = chain;
            places = blocks.stream()
                    .flatMapToInt(b -> IntStream.range(b.offset(), b.offset() + b.size()))
                    .toArray();
            gradient = new double[places.length];
        }

        void scatter(double[] own, double[] all) {
            for (int i = 0; i < places.length; i++) {
                all[places[i]] = own[i];
            }
        }

        double[] gradient(double[] all) {
            for (int i = 0; i < places.length; i++) {
                gradient[i] = all[places[i]];
            }
            return gradient;
        }

        boolean isAt(double[] own, double[] all) {
            for (int i = 0; i < places.length; i++) {
                if (Double.doubleToRawLongBits(own[i]) != Double.doubleToRawLongBits(all[places[i]])) {
                    return false;
                }
            }
            return true;
        }

        /** A member that goes on with the density that it knew would sample another posterior, and nothing would show it. */
        IllegalStateException refusesToLook() {
            return new IllegalStateException(
                    "the sampler '" + sampler
                            + "' was told to revisit its point, as other variables have moved, but does not ask there and then go on: its"
                            + " chain's revisit() must make the next ask() be for position(), whose answer finishes no iteration");
        }
    }

    CompoundChain(String name, ChainSpec spec, List<Turn> turns, List<CompoundSampler.MemberStatistic> statistics) {
        this.name = name;
        this.spec = spec;
        this.turns = turns.toArray(Turn[]::new);
        this.statistics = statistics;
        current = spec.start().clone();
        asked = current.clone();
    }

    @Override
    public double[] ask() {
        betweenIterations = false;
        Turn turn = turns[active];
        if (turn.stale) {
            turn.chain.revisit();
            turn.stale = false;
            turn.looksAgain = true;
        }
        double[] point = turn.chain.ask();
        if (turn.looksAgain && !turn.isAt(point, current)) {
            throw turn.refusesToLook();
        }
        turn.scatter(point, asked);
        return asked;
    }

    @Override
    public boolean needsGradient() {
        return turns[active].chain.needsGradient();
    }

    @Override
    public boolean tell(double logp, double[] gradient) {
        Turn turn = turns[active];
        boolean finished = turn.chain.tell(logp, turn.chain.needsGradient() ? turn.gradient(gradient) : gradient);
        if (turn.looksAgain && finished) {
            throw turn.refusesToLook();
        }
        turn.looksAgain = false;
        if (!finished) {
            return false;
        }
        this.logp = turn.chain.logp();
        if (!turn.isAt(turn.chain.position(), current)) {
            for (Turn other : turns) {
                other.stale |= other != turn;
            }
        }
        turn.scatter(turn.chain.position(), current);
        turn.scatter(turn.chain.position(), asked);
        if (++active < turns.length) {
            return false;
        }
        active = 0;
        iteration++;
        betweenIterations = true;
        return true;
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
        double found = 0;
        for (CompoundSampler.Source s : statistics.get(index).sources()) {
            found = turns[s.member()].chain.statistic(s.index());
            if (found != 0) {
                break; // of flags that several have, any
            }
        }
        return found;
    }

    /** The member's coordinates hold its numbers, all others NaN. */
    @Override
    public void statistic(int index, double[] out) {
        CompoundSampler.Source s = statistics.get(index).sources().getFirst();
        Turn turn = turns[s.member()];
        double[] vector = new double[turn.places.length];
        turn.chain.statistic(s.index(), vector);
        Arrays.fill(out, Double.NaN);
        turn.scatter(vector, out);
    }

    @Override
    public void revisit() {
        ChainState.requireBetweenIterations(name, iteration, betweenIterations);
        for (Turn turn : turns) {
            turn.stale = true;
        }
    }

    @Override
    public ChainState save() {
        ChainState.requireBetweenIterations(name, iteration, betweenIterations);
        byte[][] states = new byte[turns.length][];
        for (int i = 0; i < turns.length; i++) {
            states[i] = turns[i].chain.save().toBytes();
        }
        return ChainState.save(name, STATE_VERSION, spec, fields -> archive(fields, states));
    }

    @Override
    public void restore(ChainState state) {
        ChainState.requireBetweenIterations(name, iteration, betweenIterations);
        byte[][] states = new byte[turns.length][0];
        state.restore(name, STATE_VERSION, spec, fields -> archive(fields, states));
        for (int i = 0; i < turns.length; i++) {
            turns[i].chain.restore(ChainState.from(states[i]));
            turns[i].scatter(turns[i].chain.position(), current);
            turns[i].scatter(turns[i].chain.position(), asked);
        }
    }

    private void archive(StateArchive fields, byte[][] states) {
        iteration = fields.integer(iteration);
        logp = fields.real(logp);
        for (int i = 0; i < turns.length; i++) {
            turns[i].stale = fields.flag(turns[i].stale);
            states[i] = fields.bytes(states[i]);
        }
    }
}
