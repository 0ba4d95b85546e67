package ppl.api.diagnostics;

/**
 * Energy Bayesian fraction of missing information: how well momentum draws let a Hamiltonian sampler cross the energies of its
 * target. Below 0.3 the tails are explored too slowly; a reparameterisation helps.
 *
 * <p><b>Numerics.</b> NaN for fewer than two draws, for constant energies and where one is not finite.
 *
 * <p><b>Source.</b> Betancourt (2016), <i>Diagnosing suboptimal cotangent disintegrations</i>, equation 7.
 */
public final class Bfmi {
    /** Below this, distrust the tails. */
    public static final double LOW = 0.3;

    private Bfmi() {}

    /** The E-BFMI of one chain, from its energies. */
    public static double of(double[] energy) {
        double sum = 0;
        for (int i = 1; i < energy.length; i++) {
            double step = energy[i] - energy[i - 1];
            sum += step * step;
        }
        return sum / (energy.length - 1) / Moments.variance(energy);
    }

    /** The E-BFMI of each chain. */
    public static double[] of(Draws energy) {
        double[] out = new double[energy.chains()];
        for (int c = 0; c < out.length; c++) {
            out[c] = of(energy.chain(c));
        }
        return out;
    }
}
