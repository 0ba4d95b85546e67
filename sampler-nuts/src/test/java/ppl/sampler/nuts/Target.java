package ppl.sampler.nuts;

import java.util.List;
import ppl.api.spi.Block;
import ppl.api.spi.LogDensity;

/** A log-density written as one function of point and gradient. */
record Target(int dimension, Function function) implements LogDensity {

    /** Writes the gradient and returns the log-density. */
    interface Function {
        double at(double[] x, double[] gradient);
    }

    /** Independent normals with mean 0. */
    static Target normal(double... sd) {
        return new Target(sd.length, (x, g) -> {
            double logp = 0;
            for (int i = 0; i < x.length; i++) {
                double z = x[i] / sd[i];
                g[i] = -z / sd[i];
                logp -= 0.5 * z * z;
            }
            return logp;
        });
    }

    @Override
    public List<Block> blocks() {
        return List.of(new Block("x", Block.Measure.CONTINUOUS, 0, dimension));
    }

    @Override
    public Evaluator evaluator() {
        return new Evaluator() {
            private final double[] unused = new double[dimension];

            @Override
            public double logp(double[] point) {
                return function.at(point, unused);
            }

            @Override
            public double logpAndGradient(double[] point, double[] gradient) {
                return function.at(point, gradient);
            }
        };
    }
}
