package ppl.sampler.rw;

import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Log;
import ppl.sampler.rw.propose.Chance;
import ppl.sampler.rw.propose.Proposal;

/**
 * One random-walk chain: evaluates the start, then sweeps through its proposals, one density each. A density that is not
 * finite is rejected; from a start without one, the first finite density is accepted.
 */
final class RandomWalkChain implements Chain {

    private final int tune;
    private final Chance random;
    private final Proposal[] proposals;
    private final double[] current;
    private final double[] proposed;

    private double logp;
    private boolean started;
    private boolean asked;
    private int next;
    private int iteration;

    // Of the sweep under way, and of the last one after it has ended.
    private double acceptance;
    private int accepted;

    RandomWalkChain(ChainSpec spec, Proposal[] proposals) {
        tune = spec.tune();
        random = new Chance(spec.key());
        this.proposals = proposals;
        current = spec.start().clone();
        proposed = current.clone();
    }

    @Override
    public double[] ask() {
        if (started && !asked) {
            if (next == 0) {
                acceptance = 0;
                accepted = 0;
            }
            System.arraycopy(current, 0, proposed, 0, current.length);
            proposals[next].move(random, iteration, proposed);
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
        if (!started) {
            this.logp = logp;
            started = true;
            return false;
        }
        asked = false;
        double probability = acceptance(logp);
        acceptance += probability;
        if (probability > 0 && random.decision(iteration, next) < probability) {
            System.arraycopy(proposed, 0, current, 0, current.length);
            this.logp = logp;
            accepted++;
        }
        // As long as the chain has found no density, a rejection does not say that steps are too long.
        if (iteration < tune && Double.isFinite(this.logp)) {
            proposals[next].learn(probability, current);
        }
        if (++next < proposals.length) {
            return false;
        }
        next = 0;
        iteration++;
        return true;
    }

    private double acceptance(double proposedLogp) {
        if (!Double.isFinite(proposedLogp)) {
            return 0;
        }
        double gain = proposedLogp - logp;
        return gain < 0 ? Exp.valueAt(gain) : 1;
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
            sum += Log.valueAt(proposal.scale());
        }
        return Exp.valueAt(sum / proposals.length);
    }
}
