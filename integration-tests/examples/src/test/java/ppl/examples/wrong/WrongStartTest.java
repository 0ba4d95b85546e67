package ppl.examples.wrong;

import static ppl.api.Distributions.beta;
import static ppl.api.Distributions.binomial;
import static ppl.api.Distributions.categorical;
import static ppl.api.Distributions.exponential;
import static ppl.api.Distributions.gamma;
import static ppl.api.Distributions.mvNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;
import static ppl.api.Distributions.uniform;
import static ppl.examples.wrong.Refusal.quiet;

import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelException;
import ppl.api.sample.SamplingException;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Models whose density is of no use where chains would start: each factor, and why. */
class WrongStartTest {

    @Test
    void a_negative_count_is_outside_the_support() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var rate = m.sample("rate", exponential(1));
                                    m.observe("deaths", poisson(rate), new int[] {3, 1, -3, 2});
                                })
                                .infer())
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 100 of 100 jittered tries).
                          factor                   logp  why
                          deaths (observed)   -Infinity  deaths[2] = -3 is outside the support of Poisson ({0, ...})
                          rate                    -2.04
                          rate (Jacobian)          0.72
                        Change the data or the distribution of deaths; or give start values with start(...).""");
    }

    @Test
    void an_element_of_a_matrix_is_named_by_its_position() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Dim school = m.dim("school", 2);
                                    Dim pupil = m.dim("pupil", 3);
                                    Var shape = m.sample("shape", exponential(1));
                                    m.observe("time", gamma(shape, 1), new double[] {3, 1, 3, 2, -1, 2}, school, pupil);
                                })
                                .infer())
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 100 of 100 jittered tries).
                          factor                  logp  why
                          time (observed)    -Infinity  time[1, 1] = -1.0 is outside the support of Gamma ([0.0, inf))
                          shape                  -2.04
                          shape (Jacobian)        0.72
                        Change the data or the distribution of time; or give start values with start(...).""");
    }

    @Test
    void more_successes_than_trials() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var p = m.sample("p", beta(1, 1));
                                    m.observe("heads", binomial(10, p), 12);
                                })
                                .infer())
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 100 of 100 jittered tries).
                          factor                  logp  why
                          heads (observed)   -Infinity  heads = 12 is outside the support of Binomial ({0, ..., 10})
                          p                       0.00
                          p (Jacobian)           -1.51
                        Change the data or the distribution of heads; or give start values with start(...).""");
    }

    @Test
    void a_category_that_is_not_there() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var p = m.sample("p", beta(1, 1));
                                    m.observe(
                                            "side",
                                            categorical(Functions.vector(
                                                    p, Var.constant(1.0).minus(p))),
                                            2);
                                })
                                .infer())
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 100 of 100 jittered tries).
                          factor                 logp  why
                          side (observed)   -Infinity  side = 2 is outside the support of Categorical ({0, ..., 1})
                          p                      0.00
                          p (Jacobian)          -1.51
                        Change the data or the distribution of side; or give start values with start(...).""");
    }

    @Test
    void a_value_beyond_a_random_bound() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var top = m.sample("top", uniform(0, 5));
                                    m.observe("y", uniform(0, top), new double[] {3, 1, 10});
                                })
                                .infer())
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 100 of 100 jittered tries).
                          factor                logp  why
                          y (observed)     -Infinity  y[2] = 10.0 is outside the support of Uniform ([0.0, top = 3.3576437817334943])
                          top                  -1.61
                          top (Jacobian)        0.10
                        Change the data or the distribution of y; or give start values with start(...).""");
    }

    @Test
    void an_infinite_value() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    Var mu = m.sample("mu", normal(0, 1));
                    m.observe("y", normal(mu, 1), new double[] {0, Double.NEGATIVE_INFINITY});
                }),
                """
                        observed variable 'y' is -Infinity at element 1, but its distribution has finite values only: correct it; let it be NaN, or leave it out, if it is missing; what is only known to be beyond an end is observed as that end, of censored(...)""");
    }

    @Test
    void a_random_standard_deviation_below_zero() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var s = m.sample("s", normal(-3, 0.1));
                                    m.observe("y", normal(0, s), new double[] {1, 2});
                                })
                                .infer()
                                .jitter(0))
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 1 of 1 try).
                          factor              logp  why
                          y (observed)   -Infinity  Normal needs sigma > 0, but sigma is -3.0, where sigma = s
                          s                   1.38
                        Change the data or the distribution of y; or give start values with start(...).""");
    }

    @Test
    void a_covariance_that_is_not_positive_definite() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    m.sample(
                                            "x",
                                            mvNormal(
                                                    Var.constant(0, 0),
                                                    Var.constant(Tensor.of(new double[] {1, 2, 2, 1}, 2, 2))));
                                })
                                .infer())
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 100 of 100 jittered tries).
                          factor        logp  why
                          x              NaN  MvNormal needs cov to be positive definite, but cov is [1.0, 2.0, 2.0, 1.0]
                        Change the distribution of x; or give start values with start(...).""");
    }

    @Test
    void probabilities_that_do_not_sum_to_one() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var p = m.sample("p", beta(1, 1));
                                    m.observe("side", categorical(Functions.vector(p, p)), 1);
                                })
                                .infer())
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 100 of 100 jittered tries).
                          factor                 logp  why
                          side (observed)       -0.40  Categorical needs p >= 0 with sum 1 over the last axis, but p is [0.6715287563466988, 0.6715287563466988], where p = [p, p]
                          p                      0.00
                          p (Jacobian)          -1.51
                        Change the data or the distribution of side; or give start values with start(...).""");
    }

    @Test
    void the_logarithm_of_a_negative_number() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var x = m.sample("x", normal(-3, 0.1));
                                    m.observe("y", normal(x.log(), 1), new double[] {1, 2});
                                })
                                .infer())
                        .run(),
                """
                        Cannot start sampling: logp is NaN at the initial point (chain 0, 100 of 100 jittered tries).
                          factor              logp  why
                          y (observed)         NaN  y[0] = 1.0 has logp NaN under Normal(mu=NaN, sigma=1.0), since log(x) = NaN where x = -2.2848924566547595
                          x                 -24.19
                        Change the data or the distribution of y; or give start values with start(...).""");
    }

    @Test
    void a_random_index_out_of_range() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var k = m.sample("k", poisson(30));
                                    Var x = m.sample("x", normal(Var.constant(0, 0, 0), 1));
                                    m.observe("y", normal(x.get(k), 1), 1);
                                })
                                .infer())
                        .run(),
                """
                        Cannot start sampling: logp is NaN at the initial point (chain 0, 100 of 100 jittered tries).
                          factor              logp  why
                          y (observed)         NaN  y = 1.0 has logp NaN under Normal(mu=NaN, sigma=1.0), since x[k] = NaN where k = 30, but indices count from 0 to 2
                          k                  -2.62
                          x                  -3.07
                        Change the data or the distribution of y; or give start values with start(...).""");
    }

    @Test
    void a_potential_that_is_nan() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var x = m.sample("x", normal(-2, 1));
                                    m.potential("root", x.minus(5).sqrt());
                                })
                                .infer())
                        .run(),
                """
                        Cannot start sampling: logp is NaN at the initial point (chain 0, 100 of 100 jittered tries).
                          factor                  logp  why
                          root (potential)         NaN  root gives NaN, since sqrt(x - 5.0) = NaN where x - 5.0 = -6.2848924566547595
                          x                      -1.17
                        Change the potential root; or give start values with start(...).""");
    }

    @Test
    void a_potential_that_is_never_satisfied() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var x = m.sample("x", normal(-2, 1));
                                    Var no = Var.constant(Double.NEGATIVE_INFINITY);
                                    m.potential("large", Functions.where(x.gt(100), Var.constant(0.0), no));
                                })
                                .infer())
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 100 of 100 jittered tries).
                          factor                   logp  why
                          large (potential)   -Infinity  large gives -Infinity
                          x                       -1.17
                        Change the potential large; or give start values with start(...).""");
    }

    @Test
    void a_gradient_that_is_infinite() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var x = m.sample("x", normal(0, 1));
                                    m.potential("edge", x.sqrt());
                                })
                                .infer()
                                .jitter(0))
                        .run(),
                """
                        Cannot start sampling: the gradient of logp is not finite at the initial point (chain 0, 1 of 1 try).
                          factor                  logp  why
                          gradient                 NaN  in the direction of x it is Infinity
                          x                      -0.92
                          edge (potential)        0.00
                        Change the model; or give start values with start(...).""");
    }
}
