package ppl.sampler.rw.propose;

import ppl.graph.random.HostNumbers;

/** The distribution of a proposal's steps, before scale and shape; each is symmetric around 0. */
public enum Jump {
    /** Standard normal. */
    NORMAL {
        @Override
        double draw(RandomWalkStreams streams, int iteration, int coordinate) {
            return streams.normal(iteration, coordinate);
        }
    },
    /** Standard Cauchy: now and then a very long step, which can leave a mode. */
    CAUCHY {
        @Override
        double draw(RandomWalkStreams streams, int iteration, int coordinate) {
            return streams.cauchy(iteration, coordinate);
        }
    },
    /** Standard Laplace: long steps more often than the normal. */
    LAPLACE {
        @Override
        double draw(RandomWalkStreams streams, int iteration, int coordinate) {
            double u = streams.uniform(iteration, coordinate);
            return u < 0.5 ? HostNumbers.log(2 * u) : -HostNumbers.log(2 * (1 - u));
        }
    },
    /** Uniform on (−1, 1). */
    UNIFORM {
        @Override
        double draw(RandomWalkStreams streams, int iteration, int coordinate) {
            return 2 * streams.uniform(iteration, coordinate) - 1;
        }
    };

    /** The step of a coordinate in an iteration. */
    abstract double draw(RandomWalkStreams streams, int iteration, int coordinate);
}
