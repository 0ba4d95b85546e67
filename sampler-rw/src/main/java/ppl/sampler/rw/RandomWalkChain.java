package ppl.sampler.rw;

import ppl.api.spi.Chain;
import ppl.api.spi.ChainNeed;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.ChainState;
import ppl.api.spi.StateArchive;
import ppl.graph.random.HostNumbers;
import ppl.sampler.rw.propose.Proposal;
import ppl.sampler.rw.propose.RandomWalkStreams;

/**
 * One random-walk chain: evaluates the start, then sweeps through its proposals, one density each. The coordinates of a separable block are
 * proposed together and accepted each by its own part, of which there are two evaluations: here and there. A density that is not
 * finite is rejected; from a start without one, the first finite density is accepted.
 */
final class RandomWalkChain implements Chain {

    /** The version of the fields in {@link #archive} and below. */
    private static final int STATE_VERSION = 1;

    private final ChainSpec spec;
    private final int tune;
    private final RandomWalkStreams streams;
    private final Proposal[] proposals;
    private final Sweep.Turn[] turns;
    private final double[] current;
    private final double[] proposed;

    /** The parts of the current point in a joint turn. */
    private final double[] here;

    private double logp;
    /** Whether the density at the current point is known. */
    private boolean known;

    /** Whether the parts of the current point are known, in a joint turn. */
    private boolean knowsParts;

    private boolean asked;
    private boolean betweenIterations = true;

    /** The turn; behind the last while the density of the draw is wanted. */
    private int turn;

    private int iteration;

    // Sums over the current sweep, or over the last one if it has ended.
    private double acceptance;
    private int accepted;

    RandomWalkChain(ChainSpec spec, Sweep sweep) {
        this.spec = spec;
        tune = spec.tune();
        streams = new RandomWalkStreams(spec.key());
        proposals = sweep.proposals();
        turns = sweep.turns();
        current = spec.start().clone();
        proposed = current.clone();
        int longest = 0;
        for (Sweep.Turn t : turns) {
            longest = t.isJoint() ? Math.max(longest, t.to() - t.from()) : longest;
        }
        here = new double[longest];
    }

    @Override
    public double[] ask() {
        if (betweenIterations) {
            betweenIterations = false;
            acceptance = 0;
            accepted = 0;
        }
        if (turn < turns.length && !asked && (turns[turn].isJoint() ? knowsParts : known)) {
            for (int p = turns[turn].from(); p < turns[turn].to(); p++) {
                proposals[p].move(streams, iteration, proposed);
            }
            asked = true;
        }
        return proposed;
    }

    @Override
    public boolean needsGradient() {
        return false;
    }

    @Override
    public ChainNeed needs() {
        if (turn == turns.length) {
            return ChainNeed.RECORD;
        }
        return turns[turn].isJoint() ? ChainNeed.PARTS : ChainNeed.LOGP;
    }

    @Override
    public int partsOf() {
        return needs() == ChainNeed.PARTS ? turns[turn].block() : Chain.super.partsOf();
    }

    @Override
    public boolean tell(double logp, double[] gradient) {
        return switch (needs()) {
            case RECORD -> {
                this.logp = logp;
                known = !Double.isNaN(logp);
                yield endIteration();
            }
            case LOGP -> {
                if (!known) {
                    this.logp = logp;
                    known = true;
                    yield false;
                }
                yield tellProposed(logp);
            }
            case PARTS, GRADIENT ->
                throw new IllegalStateException(
                        "rw has asked for parts of the density: tell them by tellParts, or give it blocks that are not separable.");
        };
    }

    private boolean tellProposed(double its) {
        int p = turns[turn].from();
        double probability = acceptance(logp, its);
        acceptance += probability;
        if (probability > 0 && streams.decision(iteration, p) < probability) {
            System.arraycopy(proposed, 0, current, 0, current.length);
            logp = its;
            accepted++;
        }
        // Until the chain has found a finite density, a rejection does not mean that steps are too long.
        if (iteration < tune && Double.isFinite(logp)) {
            proposals[p].learn(probability, current);
        }
        System.arraycopy(current, 0, proposed, 0, current.length); // whose parts may be asked for next
        asked = false;
        return ++turn == turns.length && endIteration();
    }

    @Override
    public boolean tellParts(double[] parts) {
        if (needs() != ChainNeed.PARTS) {
            return Chain.super.tellParts(parts);
        }
        Sweep.Turn joint = turns[turn];
        if (!knowsParts) {
            System.arraycopy(parts, 0, here, 0, joint.to() - joint.from());
            knowsParts = true;
            return false;
        }
        int offset = spec.blocks().get(joint.block()).offset();
        for (int p = joint.from(); p < joint.to(); p++) {
            int i = p - joint.from();
            double probability = acceptance(here[i], parts[i]);
            acceptance += probability;
            double part = here[i];
            if (probability > 0 && streams.decision(iteration, p) < probability) {
                current[offset + i] = proposed[offset + i];
                part = parts[i];
                accepted++;
            }
            if (iteration < tune && Double.isFinite(part)) {
                proposals[p].learn(probability, current);
            }
        }
        System.arraycopy(current, 0, proposed, 0, current.length);
        asked = false;
        knowsParts = false;
        known = false;
        turn++;
        return false;
    }

    private static double acceptance(double now, double then) {
        if (!Double.isFinite(then)) {
            return 0;
        }
        double gain = then - now;
        return gain < 0 ? HostNumbers.exp(gain) : 1;
    }

    private boolean endIteration() {
        turn = 0;
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
        return tune > 0 && iteration <= tune;
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
        return switch (RandomWalkStatistic.at(index)) {
            case ACCEPT -> acceptance / proposals.length;
            case ACCEPTED -> (double) accepted / proposals.length;
            case SCALING -> scaling();
            case LP -> logp;
        };
    }

    private double scaling() {
        double sum = 0;
        for (Proposal proposal : proposals) {
            sum += HostNumbers.log(proposal.scale());
        }
        return HostNumbers.exp(sum / proposals.length);
    }

    /** Parts are evaluated anew in each turn. */
    @Override
    public boolean remembers() {
        return !turns[0].isJoint();
    }

    @Override
    public void revisit() {
        ChainState.requireBetweenIterations("rw", iteration, betweenIterations);
        System.arraycopy(current, 0, proposed, 0, current.length);
        known = false;
    }

    @Override
    public ChainState save() {
        ChainState.requireBetweenIterations("rw", iteration, betweenIterations);
        return ChainState.save("rw", STATE_VERSION, spec, this::archive);
    }

    @Override
    public void restore(ChainState state) {
        ChainState.requireBetweenIterations("rw", iteration, betweenIterations);
        state.restore("rw", STATE_VERSION, spec, this::archive);
        System.arraycopy(current, 0, proposed, 0, current.length);
    }

    private void archive(StateArchive fields) {
        iteration = fields.integer(iteration);
        known = fields.flag(known);
        fields.reals(current);
        logp = fields.real(logp);
        for (Proposal proposal : proposals) {
            proposal.archive(fields);
        }
    }
}
