package ppl.examples.changed;

import ppl.api.Model;
import ppl.api.spi.LogDensity;

/** Log-densities of models at points of their coordinates. */
final class Densities {

    private Densities() {}

    static double at(Model model, double... point) {
        try (LogDensity density = model.infer().backend("interp").density()) {
            return density.evaluator().logp(point);
        }
    }

    /** The log-density of a normal law, written out. */
    static double normal(double x, double mu, double sigma) {
        double z = (x - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI);
    }
}
