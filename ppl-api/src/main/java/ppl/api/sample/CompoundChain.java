package ppl.api.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainNeed;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.ChainState;
import ppl.api.spi.CovarianceEstimate;
import ppl.api.spi.StateArchive;

/**
 * Chains that take turns, each on its own coordinates. A member sees the density with all other coordinates fixed. If these have
 * moved since its last turn, it evaluates its own point again first.
 *
 * <p>A driver may tell a member its own density ({@link #tellOwn}), which has only the factors that depend on its coordinates. The density of the
 * draw is then asked for at the end of an iteration, unless the last member has been told it.
 */
final class CompoundChain implements Chain {

    /** The version of the fields in {@link #archive}. */
    private static final int STATE_VERSION = 2;

    private static final double[] NO_GRADIENT = {};

    private final String name;
    private final ChainSpec spec;
    private final MemberChain[] members;
    private final List<CompoundSampler.MemberStatistic> statistics;

    /** The point after the last turn. */
    private final double[] current;

    /** The point that is asked for: {@link #current} with the proposed coordinates of the active member. */
    private final double[] asked;

    /** The member whose turn it is; behind the last while the density of the draw is wanted. */
    private int active;

    private int iteration;
    private double logp;
    private boolean betweenIterations = true;

    /** A member: its chain and where its coordinates lie. */
    static final class MemberChain {
        private final String sampler;
        private final Chain chain;
        private final int[] places;
        private final int[] blocks;

        /** The part of the gradient that the member gets. */
        private final double[] gradient;

        /** Whether other coordinates have moved since it evaluated its point. */
        private boolean stale;

        /** Whether it is evaluating its point again. */
        private boolean looksAgain;

        MemberChain(String sampler, Chain chain, List<Block> blocks, List<Block> all) {
            this.sampler = sampler;
            this.chain = chain;
            this.blocks = blocks.stream().mapToInt(all::indexOf).toArray();
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

        /** A member that kept the old density would sample another posterior, and nothing would show it. */
        IllegalStateException refusesToLook() {
            return new IllegalStateException(
                    "the sampler '" + sampler
                            + "' was asked to revisit its point, as other variables have moved, but does not ask there and then go on: its"
                            + " chain's revisit() must make the next ask() be for position(), whose answer finishes no iteration");
        }
    }

    CompoundChain(
            String name, ChainSpec spec, List<MemberChain> members, List<CompoundSampler.MemberStatistic> statistics) {
        this.name = name;
        this.spec = spec;
        this.members = members.toArray(MemberChain[]::new);
        this.statistics = statistics;
        current = spec.start().clone();
        asked = current.clone();
    }

    @Override
    public double[] ask() {
        betweenIterations = false;
        while (active < members.length) {
            MemberChain member = members[active];
            if (member.stale) {
                member.stale = false;
                if (member.chain.remembers()) {
                    member.chain.revisit();
                    member.looksAgain = true;
                }
            }
            double[] point = member.chain.ask();
            if (member.looksAgain && !member.isAt(point, current)) {
                throw member.refusesToLook();
            }
            if (member.chain.needs() != ChainNeed.RECORD) {
                member.scatter(point, asked);
                return asked;
            }
            if (member.chain.tell(Double.NaN, NO_GRADIENT)) {
                endTurn(member, Double.NaN);
            }
        }
        return asked;
    }

    /** The member that asks; −1 if the density of the draw is asked for, which is that of all. */
    int asking() {
        return active < members.length ? active : -1;
    }

    @Override
    public boolean needsGradient() {
        return needs() == ChainNeed.GRADIENT;
    }

    @Override
    public ChainNeed needs() {
        return active < members.length ? members[active].chain.needs() : ChainNeed.LOGP;
    }

    @Override
    public int partsOf() {
        MemberChain member = members[active];
        return member.blocks[member.chain.partsOf()];
    }

    @Override
    public boolean tell(double logp, double[] gradient) {
        if (active == members.length) {
            this.logp = logp;
            return endIteration();
        }
        MemberChain member = members[active];
        boolean steep = member.chain.needs() == ChainNeed.GRADIENT;
        return told(member, member.chain.tell(logp, steep ? member.gradient(gradient) : gradient), true);
    }

    /**
     * The same with the member's own density.
     *
     * @param gradient by its coordinates, if it needs one
     */
    boolean tellOwn(double logp, double[] gradient) {
        MemberChain member = members[active];
        return told(member, member.chain.tell(logp, gradient), false);
    }

    @Override
    public boolean tellParts(double[] parts) {
        MemberChain member = members[active];
        return told(member, member.chain.tellParts(parts), false);
    }

    private boolean told(MemberChain member, boolean finished, boolean density) {
        if (member.looksAgain && finished) {
            throw member.refusesToLook();
        }
        member.looksAgain = false;
        if (!finished) {
            return false;
        }
        endTurn(member, density ? member.chain.logp() : Double.NaN);
        return active == members.length && !Double.isNaN(logp) && endIteration();
    }

    private void endTurn(MemberChain member, double its) {
        logp = its;
        if (!member.isAt(member.chain.position(), current)) {
            for (MemberChain other : members) {
                other.stale |= other != member;
            }
        }
        member.scatter(member.chain.position(), current);
        member.scatter(member.chain.position(), asked);
        active++;
    }

    private boolean endIteration() {
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
            found = members[s.member()].chain.statistic(s.index());
            if (found != 0) {
                break; // of flags that several have, any
            }
        }
        return found;
    }

    /** The coordinates of the member have its numbers, all others NaN. */
    @Override
    public void statistic(int index, double[] out) {
        CompoundSampler.Source s = statistics.get(index).sources().getFirst();
        MemberChain member = members[s.member()];
        double[] vector = new double[member.places.length];
        member.chain.statistic(s.index(), vector);
        Arrays.fill(out, Double.NaN);
        member.scatter(vector, out);
    }

    /** That of each member in its coordinates, side by side; a scale of 1 where a member learns none. */
    @Override
    public @Nullable CovarianceEstimate covariance() {
        double[] scale = new double[current.length];
        Arrays.fill(scale, 1);
        List<double[]> directions = new ArrayList<>();
        List<Double> variances = new ArrayList<>();
        boolean learns = false;
        for (MemberChain member : members) {
            CovarianceEstimate own = member.chain.covariance();
            if (own != null) {
                learns = true;
                member.scatter(own.scale(), scale);
                for (double[] direction : own.directions()) {
                    double[] all = new double[current.length];
                    member.scatter(direction, all);
                    directions.add(all);
                }
                Arrays.stream(own.variances()).forEach(variances::add);
            }
        }
        return learns
                ? new CovarianceEstimate(
                        scale,
                        directions.toArray(double[][]::new),
                        variances.stream().mapToDouble(v -> v).toArray())
                : null;
    }

    @Override
    public void revisit() {
        ChainState.requireBetweenIterations(name, iteration, betweenIterations);
        for (MemberChain member : members) {
            member.stale = true;
        }
    }

    @Override
    public ChainState save() {
        ChainState.requireBetweenIterations(name, iteration, betweenIterations);
        byte[][] states = new byte[members.length][];
        for (int i = 0; i < members.length; i++) {
            states[i] = members[i].chain.save().toBytes();
        }
        return ChainState.save(name, STATE_VERSION, spec, fields -> archive(fields, states));
    }

    @Override
    public void restore(ChainState state) {
        ChainState.requireBetweenIterations(name, iteration, betweenIterations);
        byte[][] states = new byte[members.length][0];
        state.restore(name, STATE_VERSION, spec, fields -> archive(fields, states));
        for (int i = 0; i < members.length; i++) {
            members[i].chain.restore(ChainState.from(states[i]));
            members[i].scatter(members[i].chain.position(), current);
            members[i].scatter(members[i].chain.position(), asked);
        }
    }

    private void archive(StateArchive fields, byte[][] states) {
        iteration = fields.integer(iteration);
        logp = fields.real(logp);
        for (int i = 0; i < members.length; i++) {
            members[i].stale = fields.flag(members[i].stale);
            states[i] = fields.bytes(states[i]);
        }
    }
}
