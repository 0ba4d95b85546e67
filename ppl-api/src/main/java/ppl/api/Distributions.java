package ppl.api;

import static ppl.graph.Var.constant;

import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.family.continuous.Cauchy;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Flat;
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
import ppl.aeppl.family.multivariate.Dirichlet;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.graph.Var;

/**
 * The distributions, as models name them: {@code normal(0, 1)}. Parameters are numbers or nodes of the graph, random
 * ones included; they broadcast. Parameter names are PyMC's. A constant parameter outside its range is refused at once.
 *
 * {@snippet :
 * double x = normal(0, 1).draw("x").eval().item();
 * }
 *
 * <p>Shapes: parameters broadcast to the shape of a draw; a matrix or a vector of probabilities takes the last axes. Units:
 * scales, rates and probabilities are what their names say, never logarithms of it; where a log or a logit is taken the
 * name ends so.
 *
 * <p>Errors: {@link ppl.graph.GraphException} on the line that writes it for parameters that do not broadcast, {@link
 * ppl.aeppl.LogDensityException} for a constant outside of its range; both are {@link ppl.graph.PplException}s.
 *
 * <p>This is the one list of the distributions there are. A parameter that is a single number has an overload for each
 * of number and node, in every mix; vectors and matrices are nodes, and a lone vector may be numbers.
 */
public final class Distributions {

    private Distributions() {}

    /** Normal with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution normal(Var mu, Var sigma) {
        return Normal.of(mu, sigma);
    }

    /** Normal with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution normal(double mu, double sigma) {
        return normal(constant(mu), constant(sigma));
    }

    /** Normal with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution normal(Var mu, double sigma) {
        return normal(mu, constant(sigma));
    }

    /** Normal with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution normal(double mu, Var sigma) {
        return normal(constant(mu), sigma);
    }

    /** Normal with mean {@code mu} and precision {@code tau}, the inverse of the variance. */
    public static Distribution normalPrecision(Var mu, Var tau) {
        return Normal.precision(mu, tau);
    }

    /** Normal with mean {@code mu} and precision {@code tau}, the inverse of the variance. */
    public static Distribution normalPrecision(double mu, double tau) {
        return normalPrecision(constant(mu), constant(tau));
    }

    /** Normal with mean {@code mu} and precision {@code tau}, the inverse of the variance. */
    public static Distribution normalPrecision(Var mu, double tau) {
        return normalPrecision(mu, constant(tau));
    }

    /** Normal with mean {@code mu} and precision {@code tau}, the inverse of the variance. */
    public static Distribution normalPrecision(double mu, Var tau) {
        return normalPrecision(constant(mu), tau);
    }

    /** The absolute value of a normal with mean 0 and standard deviation {@code sigma}. */
    public static Distribution halfNormal(Var sigma) {
        return HalfNormal.of(sigma);
    }

    /** The absolute value of a normal with mean 0 and standard deviation {@code sigma}. */
    public static Distribution halfNormal(double sigma) {
        return halfNormal(constant(sigma));
    }

    /** The exponential of a normal with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution logNormal(Var mu, Var sigma) {
        return LogNormal.of(mu, sigma);
    }

    /** The exponential of a normal with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution logNormal(double mu, double sigma) {
        return logNormal(constant(mu), constant(sigma));
    }

    /** The exponential of a normal with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution logNormal(Var mu, double sigma) {
        return logNormal(mu, constant(sigma));
    }

    /** The exponential of a normal with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution logNormal(double mu, Var sigma) {
        return logNormal(constant(mu), sigma);
    }

    /**
     * The improper prior with log-density 0 at every number. The posterior must be proper by the data, which is checked only so far as
     * that something depends on the variable; draws are refused.
     */
    public static Distribution flat() {
        return Flat.of();
    }

    /**
     * The improper prior with log-density 0 at every number of at least 0. The posterior must be proper by the data, which is checked
     * only so far as that something depends on the variable; draws are refused.
     */
    public static Distribution halfFlat() {
        return Flat.half();
    }

    /** Uniform between {@code lower} and {@code upper}. */
    public static Distribution uniform(Var lower, Var upper) {
        return Uniform.of(lower, upper);
    }

    /** Uniform between {@code lower} and {@code upper}. */
    public static Distribution uniform(double lower, double upper) {
        return uniform(constant(lower), constant(upper));
    }

    /** Uniform between {@code lower} and {@code upper}. */
    public static Distribution uniform(Var lower, double upper) {
        return uniform(lower, constant(upper));
    }

    /** Uniform between {@code lower} and {@code upper}. */
    public static Distribution uniform(double lower, Var upper) {
        return uniform(constant(lower), upper);
    }

    /** Exponential with rate {@code rate}: mean 1 / rate. */
    public static Distribution exponential(Var rate) {
        return Exponential.of(rate);
    }

    /** Exponential with rate {@code rate}: mean 1 / rate. */
    public static Distribution exponential(double rate) {
        return exponential(constant(rate));
    }

    /** Gamma with shape {@code alpha} and rate {@code beta}: mean alpha / beta. */
    public static Distribution gamma(Var alpha, Var beta) {
        return Gamma.of(alpha, beta);
    }

    /** Gamma with shape {@code alpha} and rate {@code beta}: mean alpha / beta. */
    public static Distribution gamma(double alpha, double beta) {
        return gamma(constant(alpha), constant(beta));
    }

    /** Gamma with shape {@code alpha} and rate {@code beta}: mean alpha / beta. */
    public static Distribution gamma(Var alpha, double beta) {
        return gamma(alpha, constant(beta));
    }

    /** Gamma with shape {@code alpha} and rate {@code beta}: mean alpha / beta. */
    public static Distribution gamma(double alpha, Var beta) {
        return gamma(constant(alpha), beta);
    }

    /** Gamma with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution gammaMeanSd(Var mu, Var sigma) {
        return Gamma.meanSd(mu, sigma);
    }

    /** Gamma with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution gammaMeanSd(double mu, double sigma) {
        return gammaMeanSd(constant(mu), constant(sigma));
    }

    /** Gamma with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution gammaMeanSd(Var mu, double sigma) {
        return gammaMeanSd(mu, constant(sigma));
    }

    /** Gamma with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution gammaMeanSd(double mu, Var sigma) {
        return gammaMeanSd(constant(mu), sigma);
    }

    /** Beta with shapes {@code alpha} and {@code beta}: mean alpha / (alpha + beta). */
    public static Distribution beta(Var alpha, Var beta) {
        return Beta.of(alpha, beta);
    }

    /** Beta with shapes {@code alpha} and {@code beta}: mean alpha / (alpha + beta). */
    public static Distribution beta(double alpha, double beta) {
        return beta(constant(alpha), constant(beta));
    }

    /** Beta with shapes {@code alpha} and {@code beta}: mean alpha / (alpha + beta). */
    public static Distribution beta(Var alpha, double beta) {
        return beta(alpha, constant(beta));
    }

    /** Beta with shapes {@code alpha} and {@code beta}: mean alpha / (alpha + beta). */
    public static Distribution beta(double alpha, Var beta) {
        return beta(constant(alpha), beta);
    }

    /** Beta with mean {@code mu} and sum of shapes {@code nu}. */
    public static Distribution betaMeanCount(Var mu, Var nu) {
        return Beta.meanCount(mu, nu);
    }

    /** Beta with mean {@code mu} and sum of shapes {@code nu}. */
    public static Distribution betaMeanCount(double mu, double nu) {
        return betaMeanCount(constant(mu), constant(nu));
    }

    /** Beta with mean {@code mu} and sum of shapes {@code nu}. */
    public static Distribution betaMeanCount(Var mu, double nu) {
        return betaMeanCount(mu, constant(nu));
    }

    /** Beta with mean {@code mu} and sum of shapes {@code nu}. */
    public static Distribution betaMeanCount(double mu, Var nu) {
        return betaMeanCount(constant(mu), nu);
    }

    /** Student's t with {@code nu} degrees of freedom, location {@code mu} and scale {@code sigma}. */
    public static Distribution studentT(Var nu, Var mu, Var sigma) {
        return StudentT.of(nu, mu, sigma);
    }

    /** Student's t with {@code nu} degrees of freedom, location {@code mu} and scale {@code sigma}. */
    public static Distribution studentT(double nu, double mu, double sigma) {
        return studentT(constant(nu), constant(mu), constant(sigma));
    }

    /** Student's t with {@code nu} degrees of freedom, location {@code mu} and scale {@code sigma}. */
    public static Distribution studentT(Var nu, Var mu, double sigma) {
        return studentT(nu, mu, constant(sigma));
    }

    /** Student's t with {@code nu} degrees of freedom, location {@code mu} and scale {@code sigma}. */
    public static Distribution studentT(Var nu, double mu, Var sigma) {
        return studentT(nu, constant(mu), sigma);
    }

    /** Student's t with {@code nu} degrees of freedom, location {@code mu} and scale {@code sigma}. */
    public static Distribution studentT(Var nu, double mu, double sigma) {
        return studentT(nu, constant(mu), constant(sigma));
    }

    /** Student's t with {@code nu} degrees of freedom, location {@code mu} and scale {@code sigma}. */
    public static Distribution studentT(double nu, Var mu, Var sigma) {
        return studentT(constant(nu), mu, sigma);
    }

    /** Student's t with {@code nu} degrees of freedom, location {@code mu} and scale {@code sigma}. */
    public static Distribution studentT(double nu, Var mu, double sigma) {
        return studentT(constant(nu), mu, constant(sigma));
    }

    /** Student's t with {@code nu} degrees of freedom, location {@code mu} and scale {@code sigma}. */
    public static Distribution studentT(double nu, double mu, Var sigma) {
        return studentT(constant(nu), constant(mu), sigma);
    }

    /** Cauchy with location {@code alpha} and scale {@code beta}. */
    public static Distribution cauchy(Var alpha, Var beta) {
        return Cauchy.of(alpha, beta);
    }

    /** Cauchy with location {@code alpha} and scale {@code beta}. */
    public static Distribution cauchy(double alpha, double beta) {
        return cauchy(constant(alpha), constant(beta));
    }

    /** Cauchy with location {@code alpha} and scale {@code beta}. */
    public static Distribution cauchy(Var alpha, double beta) {
        return cauchy(alpha, constant(beta));
    }

    /** Cauchy with location {@code alpha} and scale {@code beta}. */
    public static Distribution cauchy(double alpha, Var beta) {
        return cauchy(constant(alpha), beta);
    }

    /** The absolute value of a Cauchy with location 0 and scale {@code beta}. */
    public static Distribution halfCauchy(Var beta) {
        return HalfCauchy.of(beta);
    }

    /** The absolute value of a Cauchy with location 0 and scale {@code beta}. */
    public static Distribution halfCauchy(double beta) {
        return halfCauchy(constant(beta));
    }

    /** 1 with probability {@code p}, else 0. */
    public static Distribution bernoulli(Var p) {
        return Bernoulli.of(p);
    }

    /** 1 with probability {@code p}, else 0. */
    public static Distribution bernoulli(double p) {
        return bernoulli(constant(p));
    }

    /** 1 with log-odds {@code logitP}, else 0. */
    public static Distribution bernoulliLogit(Var logitP) {
        return Bernoulli.logit(logitP);
    }

    /** 1 with log-odds {@code logitP}, else 0. */
    public static Distribution bernoulliLogit(double logitP) {
        return bernoulliLogit(constant(logitP));
    }

    /** Successes among {@code n} trials of probability {@code p}. */
    public static Distribution binomial(Var n, Var p) {
        return Binomial.of(n, p);
    }

    /** Successes among {@code n} trials of probability {@code p}. */
    public static Distribution binomial(long n, double p) {
        return binomial(constant(n), constant(p));
    }

    /** Successes among {@code n} trials of probability {@code p}. */
    public static Distribution binomial(Var n, double p) {
        return binomial(n, constant(p));
    }

    /** Successes among {@code n} trials of probability {@code p}. */
    public static Distribution binomial(long n, Var p) {
        return binomial(constant(n), p);
    }

    /** Successes among {@code n} trials of log-odds {@code logitP}. */
    public static Distribution binomialLogit(Var n, Var logitP) {
        return Binomial.logit(n, logitP);
    }

    /** Successes among {@code n} trials of log-odds {@code logitP}. */
    public static Distribution binomialLogit(long n, double logitP) {
        return binomialLogit(constant(n), constant(logitP));
    }

    /** Successes among {@code n} trials of log-odds {@code logitP}. */
    public static Distribution binomialLogit(Var n, double logitP) {
        return binomialLogit(n, constant(logitP));
    }

    /** Successes among {@code n} trials of log-odds {@code logitP}. */
    public static Distribution binomialLogit(long n, Var logitP) {
        return binomialLogit(constant(n), logitP);
    }

    /** Poisson with mean {@code mu}. */
    public static Distribution poisson(Var mu) {
        return Poisson.of(mu);
    }

    /** Poisson with mean {@code mu}. */
    public static Distribution poisson(double mu) {
        return poisson(constant(mu));
    }

    /** Poisson with the log of its mean. */
    public static Distribution poissonLog(Var logMu) {
        return Poisson.log(logMu);
    }

    /** Poisson with the log of its mean. */
    public static Distribution poissonLog(double logMu) {
        return poissonLog(constant(logMu));
    }

    /**
     * A position 0, 1, ... with the probabilities along the last axis of {@code p}. Constants and data that do not sum to 1 are rescaled
     * with a warning, or refused with {@code -Dppl.strict=true}; what is computed must sum to 1, or has log-density −∞.
     */
    public static Distribution categorical(Var p) {
        return Categorical.of(p);
    }

    /** A position 0, 1, ... with these probabilities; rescaled with a warning if they do not sum to 1. */
    public static Distribution categorical(double... p) {
        return categorical(constant(p));
    }

    /** A position 0, 1, ... with log-probabilities along the last axis of {@code logitP}, known up to a constant. */
    public static Distribution categoricalLogit(Var logitP) {
        return Categorical.logit(logitP);
    }

    /** A position 0, 1, ... with these log-probabilities, known up to a constant. */
    public static Distribution categoricalLogit(double... logitP) {
        return categoricalLogit(constant(logitP));
    }

    /** Vectors of nonnegative numbers with sum 1, with concentrations along the last axis of {@code alpha}: mean alpha / sum(alpha). */
    public static Distribution dirichlet(Var alpha) {
        return Dirichlet.of(alpha);
    }

    /** Vectors of nonnegative numbers with sum 1, with these concentrations: mean alpha / sum(alpha). */
    public static Distribution dirichlet(double... alpha) {
        return dirichlet(constant(alpha));
    }

    /** Multivariate normal with mean {@code mu [.., n]} and covariance {@code cov [n, n]}. */
    public static Distribution mvNormal(Var mu, Var cov) {
        return MvNormal.of(mu, cov);
    }

    /** Multivariate normal with mean {@code mu [.., n]} and lower Cholesky factor {@code chol [n, n]} of the covariance. */
    public static Distribution mvNormalCholesky(Var mu, Var chol) {
        return MvNormal.cholesky(mu, chol);
    }

    /** Multivariate normal with mean {@code mu [.., n]} and inverse covariance {@code tau [n, n]}. */
    public static Distribution mvNormalPrecision(Var mu, Var tau) {
        return MvNormal.precision(mu, tau);
    }
}
