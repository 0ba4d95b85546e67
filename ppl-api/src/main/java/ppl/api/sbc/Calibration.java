package ppl.api.sbc;

import java.util.Arrays;
import ppl.api.Model;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Dataset;
import ppl.api.inference.InferenceData;
import ppl.api.sample.Progress;
import ppl.api.sample.SamplingException;
import ppl.api.work.Deadline;
import ppl.api.work.SharedWork;
import ppl.graph.random.RandomKey;

/** Draws data sets, fits each, and ranks the true values among the draws of its posterior. */
final class Calibration {

    private static final int TUNE = 500;

    /** The draws of a first run by how many are compared, and how often they are doubled where too few are effective. */
    private static final int FIRST = 3;

    private static final int DOUBLINGS = 4;

    /** The effective number of independent draws is an estimate too, which is often below their number. */
    private static final double FEW = 0.5;

    /** Of fewer draws the effective number is not well known. */
    private static final int LEAST = 100;

    /** What runs would say is of many posteriors that nobody looks at. */
    private static final Progress QUIET = new Progress() {
        @Override
        public boolean showsWarnings() {
            return true;
        }
    };

    private final Sbc options;
    private final RandomKey key;

    // Of each data set; written by the thread that fits it.
    private final int[][] ranks;
    private final double[] effective;
    private final Replicates replicates;
    private final Ranked ranked;
    private final double[][] truth;

    Calibration(Sbc options) {
        this.options = options;
        this.key = RandomKey.of(options.seed()).fold("sbc");
        this.ranks = new int[options.datasets()][];
        this.effective = new double[options.datasets()];
        Model model = options.model().imputed();
        this.replicates =
                Replicates.of(model, options.datasets(), key.fold("data").bits(), options.cores());
        this.ranked = Ranked.of(model, replicates.parameters(), options.quantities());
        this.truth = ranked.values(replicates.parameters());
    }

    SbcResult run() {
        SharedWork.on(options.datasets(), options.cores(), Deadline.none(), this::rank);
        int[][] byQuantity = new int[ranked.names().size()][options.datasets()];
        for (int i = 0; i < options.datasets(); i++) {
            for (int q = 0; q < byQuantity.length; q++) {
                byQuantity[q][i] = ranks[i][q];
            }
        }
        int few = (int)
                Arrays.stream(effective).filter(e -> e < FEW * options.draws()).count();
        return SbcResult.of(options, ranked.names(), byQuantity, few, replicates.parameters());
    }

    private void rank(int dataset) {
        try {
            Model model = replicates.model(dataset);
            long seed = key.fold("fit").fold(dataset).bits();
            SbcFit own = options.fit();
            Posterior fitted = own == null ? sampled(model, seed) : posterior(own.fit(model, seed));
            int all = fitted.values()[0].length;
            if (all < options.draws()) {
                throw new ResultException(
                        ResultCode.SHAPE,
                        "the fit has " + all + " draws, fewer than the " + options.draws()
                                + " that true values are ranked among: draw more, or rank among fewer, with draws(n)");
            }
            effective[dataset] = fitted.effective();
            ranks[dataset] = ranks(fitted.values(), dataset);
        } catch (SamplingException e) {
            throw new SamplingException(e.code(), "data set " + dataset + ": " + e.getMessage(), e, null);
        } catch (ResultException e) {
            throw new ResultException(e.code(), "data set " + dataset + ": " + e.getMessage(), e);
        }
    }

    /** The draws of each quantity, and the least effective number of them. */
    private record Posterior(double[][] values, double effective) {}

    private Posterior posterior(InferenceData fit) {
        Dataset group = fit.posterior();
        double[][] values = ranked.values(group);
        return new Posterior(values, Ranked.leastEffective(values, group.chains()));
    }

    /** Runs that are longer until enough draws are effective; the last one serves if none is. */
    private Posterior sampled(Model model, long seed) {
        int draws = Math.max(FIRST * options.draws(), LEAST);
        Posterior found = posterior(sampled(model, seed, draws));
        for (int k = 0; k < DOUBLINGS && found.effective() < options.draws(); k++) {
            draws *= 2;
            found = posterior(sampled(model, seed, draws));
        }
        return found;
    }

    private static InferenceData sampled(Model model, long seed, int draws) {
        return model.infer()
                .chains(1)
                .cores(1)
                .tune(TUNE)
                .draws(draws)
                .seed(seed)
                .progress(QUIET)
                .run();
    }

    /** The rank of each true value among draws that are evenly spaced; among equal ones by chance. */
    private int[] ranks(double[][] values, int dataset) {
        RandomKey ties = key.fold("ties").fold(dataset);
        int[] out = new int[values.length];
        for (int q = 0; q < out.length; q++) {
            double is = truth[q][dataset];
            int below = 0;
            int equal = 0;
            long all = values[q].length;
            for (int k = 0; k < options.draws(); k++) {
                double draw = values[q][(int) ((2L * k + 1) * all / (2L * options.draws()))];
                below += draw < is ? 1 : 0;
                equal += draw == is ? 1 : 0;
            }
            out[q] = below + (int) ((equal + 1) * ties.uniform(q));
        }
        return out;
    }
}
