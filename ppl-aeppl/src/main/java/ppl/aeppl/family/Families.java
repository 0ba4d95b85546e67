package ppl.aeppl.family;

import java.util.List;
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.family.continuous.Cauchy;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.HalfCauchy;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.LogNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.StudentT;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.graph.Elementwise;
import ppl.graph.Var;

/**
 * The built-in families as functions of their parameters.
 *
 * {@snippet :
 * Var y = Families.normal(mu, sigma).draw("y", 100);
 * }
 */
public final class Families {

    private static final List<Family> ALL = List.of(
            Normal.FAMILY,
            HalfNormal.FAMILY,
            Uniform.FAMILY,
            Exponential.FAMILY,
            Gamma.FAMILY,
            Beta.FAMILY,
            StudentT.FAMILY,
            Cauchy.FAMILY,
            HalfCauchy.FAMILY,
            LogNormal.FAMILY,
            Bernoulli.FAMILY,
            Bernoulli.LOGIT,
            Binomial.FAMILY,
            Binomial.LOGIT,
            Poisson.FAMILY,
            Poisson.LOG,
            Categorical.FAMILY,
            Categorical.LOGIT,
            MvNormal.FAMILY,
            MvNormal.CHOLESKY,
            MvNormal.PRECISION);

    private Families() {}

    /** Every built-in family, in each of its parameterisations. A new family is one line here. */
    public static List<Family> all() {
        return ALL;
    }

    /** Normal with mean and standard deviation. */
    public static Distribution normal(Var mu, Var sigma) {
        return real(Normal.FAMILY, mu, sigma);
    }

    /** Normal with mean and precision, the inverse of the variance. */
    public static Distribution normalPrecision(Var mu, Var tau) {
        return normal(mu, Var.constant(1.0).div(tau.sqrt()));
    }

    /** Absolute value of a normal variable with mean 0. */
    public static Distribution halfNormal(Var sigma) {
        return real(HalfNormal.FAMILY, sigma);
    }

    /** Uniform between two ends. */
    public static Distribution uniform(Var lower, Var upper) {
        return real(Uniform.FAMILY, lower, upper);
    }

    /** Exponential with a rate. */
    public static Distribution exponential(Var rate) {
        return real(Exponential.FAMILY, rate);
    }

    /** Gamma with shape and rate. */
    public static Distribution gamma(Var alpha, Var beta) {
        return real(Gamma.FAMILY, alpha, beta);
    }

    /** Gamma with mean and standard deviation. */
    public static Distribution gammaMeanSd(Var mu, Var sigma) {
        Var rate = mu.div(sigma.square());
        return gamma(mu.times(rate), rate);
    }

    /** Beta with two shapes. */
    public static Distribution beta(Var alpha, Var beta) {
        return real(Beta.FAMILY, alpha, beta);
    }

    /** Beta with mean and a number of pseudo-observations. */
    public static Distribution betaMeanCount(Var mu, Var nu) {
        return beta(mu.times(nu), Var.constant(1.0).minus(mu).times(nu));
    }

    /** Student's t with degrees of freedom, location and scale. */
    public static Distribution studentT(Var nu, Var mu, Var sigma) {
        return real(StudentT.FAMILY, nu, mu, sigma);
    }

    /** Cauchy with location and scale. */
    public static Distribution cauchy(Var location, Var scale) {
        return real(Cauchy.FAMILY, location, scale);
    }

    /** Absolute value of a Cauchy variable with location 0. */
    public static Distribution halfCauchy(Var scale) {
        return real(HalfCauchy.FAMILY, scale);
    }

    /** Exponential of a normal variable with mean mu and standard deviation sigma. */
    public static Distribution logNormal(Var mu, Var sigma) {
        return real(LogNormal.FAMILY, mu, sigma);
    }

    /** One with probability p, else zero. */
    public static Distribution bernoulli(Var p) {
        return real(Bernoulli.FAMILY, p);
    }

    /** One with given log-odds, else zero. */
    public static Distribution bernoulliLogit(Var logit) {
        return real(Bernoulli.LOGIT, logit);
    }

    /** Successes in n trials. */
    public static Distribution binomial(Var n, Var p) {
        return Binomial.FAMILY.with(n, Elementwise.toFloat(p));
    }

    /** Successes in n trials, by log-odds. */
    public static Distribution binomialLogit(Var n, Var logit) {
        return Binomial.LOGIT.with(n, Elementwise.toFloat(logit));
    }

    /** Poisson with a mean. */
    public static Distribution poisson(Var mu) {
        return real(Poisson.FAMILY, mu);
    }

    /** Poisson with the log of its mean. */
    public static Distribution poissonLog(Var logMu) {
        return real(Poisson.LOG, logMu);
    }

    /** Categories with probabilities along the last axis. */
    public static Distribution categorical(Var p) {
        return real(Categorical.FAMILY, p);
    }

    /** Categories with unnormalised log-probabilities along the last axis. */
    public static Distribution categoricalLogit(Var logit) {
        return real(Categorical.LOGIT, logit);
    }

    /** Multivariate normal with mean and covariance matrix. */
    public static Distribution mvNormal(Var mu, Var cov) {
        return real(MvNormal.FAMILY, mu, cov);
    }

    /** Multivariate normal with mean and the lower Cholesky factor of the covariance matrix. */
    public static Distribution mvNormalCholesky(Var mu, Var chol) {
        return real(MvNormal.CHOLESKY, mu, chol);
    }

    /** Multivariate normal with mean and precision matrix. */
    public static Distribution mvNormalPrecision(Var mu, Var tau) {
        return real(MvNormal.PRECISION, mu, tau);
    }

    private static Distribution real(Family family, Var... parameters) {
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = Elementwise.toFloat(parameters[i]);
        }
        return family.with(parameters);
    }
}
