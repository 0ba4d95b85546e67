package ppl.sampler.rw;

import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.ChainState;
import ppl.api.spi.StateArchive;
import ppl.graph.random.HostNumbers;
import ppl.sampler.rw.propose.Proposal;
import ppl.sampler.rw.propose.RandomWalkStreams;

/**
 * One random-walk chain: evaluates the start, then sweeps through its proposals, one density each. A density that is not
 * finite is rejected; from a start without one, the first finite density is accepted.
 */
final class RandomWalkChain implements Chain {

    /** The version of the fields in {@link #archive} and below. */
    private static final int STATE_VERSION = 1;

    private final ChainSpec spec;
    private final int tune;
    private final RandomWalkStreams streams;
    private final Proposal[] proposals;
    private final double[] current;
    private final double[] proposed;

    private double logp;
    /** Whether the density at the current point is known. */
    private boolean known;

    private boolean asked;
    private boolean betweenIterations = true;
    private int next;
    private int iteration;

    // Sums over the current sweep, or over the last one if it has ended.
    private double acceptance;
    private int accepted;

    RandomWalkChain(ChainSpec spec, Proposal[] proposals) {
        this.spec = spec;
        tune = spec.tune();
        streams = new RandomWalkStreams(spec.key());
        this.proposals = proposals;
        current = spec.start().clone();
        proposed = current.clone();
    }

    @Override
    public double[] ask() {
        betweenIterations = false;
        if (known && !asked) {
            if (next == 0) {
                acceptance = 0;
                accepted = 0;
            }
            System.arraycopy(current, 0, proposed, 0, current.length);
            proposals[next].move(streams, iteration, proposed);
            asked = true;
        }
        return proposed;
    }

    @Override
    public boolean needsGradient() {
        return false;
    }

    @Override
    public boolean tell(double logp, double[] gradient) {
        if (!known) {
            this.logp = logp;
            known = true;
            return false;
        }
        asked = false;
        double probability = acceptance(logp);
        acceptance += probability;
        if (probability > 0 && streams.decision(iteration, next) < probability) {
            System.arraycopy(proposed, 0, current, 0, current.length);
            this.logp = logp;
            accepted++;
        }
        // Until the chain has found a finite density, a rejection does not mean that steps are too long.
        if (iteration < tune && Double.isFinite(this.logp)) {
            proposals[next].learn(probability, current);
        }
        if (++next < proposals.length) {
            return false;
        }
        next = 0;
        iteration++;
        betweenIterations = true;
        return true;
    }

    private double acceptance(double proposedLogp) {
        if (!Double.isFinite(proposedLogp)) {
            return 0;
        }
        double gain = proposedLogp - logp;
        return gain < 0 ? HostNumbers.exp(gain) : 1;
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
