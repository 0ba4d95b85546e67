package ppl.api;

import static ppl.graph.Var.constant;

import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Families;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * The distributions, as models name them: {@code normal(0, 1)}. Parameters are numbers or nodes of the graph, random
 * ones included; they broadcast. Parameter names are PyMC's. A constant parameter outside its range is refused at once.
 *
 * <p>Each result can be drawn from outside of models too: {@code normal(0, 1).draw("x").eval()}.
 */
public final class Distributions {

    private Distributions() {}

    /** Normal with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution normal(Var mu, Var sigma) {
        return Families.normal(mu, sigma);
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

    /** Uniform between {@code lower} and {@code upper}. */
    public static Distribution uniform(Var lower, Var upper) {
        return Families.uniform(lower, upper);
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

    /** Gamma with shape {@code alpha} and rate {@code beta}: mean alpha / beta. */
    public static Distribution gamma(Var alpha, Var beta) {
        return Families.gamma(alpha, beta);
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

    /** Beta with shapes {@code alpha} and {@code beta}. */
    public static Distribution beta(Var alpha, Var beta) {
        return Families.beta(alpha, beta);
    }

    /** Beta with shapes {@code alpha} and {@code beta}. */
    public static Distribution beta(double alpha, double beta) {
        return beta(constant(alpha), constant(beta));
    }

    /** Beta with shapes {@code alpha} and {@code beta}. */
    public static Distribution beta(Var alpha, double beta) {
        return beta(alpha, constant(beta));
    }

    /** Beta with shapes {@code alpha} and {@code beta}. */
    public static Distribution beta(double alpha, Var beta) {
        return beta(constant(alpha), beta);
    }

    /** Cauchy with location {@code alpha} and scale {@code beta}. */
    public static Distribution cauchy(Var alpha, Var beta) {
        return Families.cauchy(alpha, beta);
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

    /** The exponential of a normal with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution logNormal(Var mu, Var sigma) {
        return Families.logNormal(mu, sigma);
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

    /** The absolute value of a normal with mean 0 and standard deviation {@code sigma}. */
    public static Distribution halfNormal(Var sigma) {
        return Families.halfNormal(sigma);
    }

    /** The absolute value of a normal with mean 0 and standard deviation {@code sigma}. */
    public static Distribution halfNormal(double sigma) {
        return halfNormal(constant(sigma));
    }

    /** Exponential with rate {@code rate}: mean 1 / rate. */
    public static Distribution exponential(Var rate) {
        return Families.exponential(rate);
    }

    /** Exponential with rate {@code rate}: mean 1 / rate. */
    public static Distribution exponential(double rate) {
        return exponential(constant(rate));
    }

    /** The absolute value of a Cauchy with location 0 and scale {@code beta}. */
    public static Distribution halfCauchy(Var beta) {
        return Families.halfCauchy(beta);
    }

    /** The absolute value of a Cauchy with location 0 and scale {@code beta}. */
    public static Distribution halfCauchy(double beta) {
        return halfCauchy(constant(beta));
    }

    /** 1 with probability {@code p}, else 0. */
    public static Distribution bernoulli(Var p) {
        return Families.bernoulli(p);
    }

    /** 1 with probability {@code p}, else 0. */
    public static Distribution bernoulli(double p) {
        return bernoulli(constant(p));
    }

    /** Poisson with mean {@code mu}. */
    public static Distribution poisson(Var mu) {
        return Families.poisson(mu);
    }

    /** Poisson with mean {@code mu}. */
    public static Distribution poisson(double mu) {
        return poisson(constant(mu));
    }

    /** Student's t with {@code nu} degrees of freedom, location {@code mu} and scale {@code sigma}. */
    public static Distribution studentT(Var nu, Var mu, Var sigma) {
        return Families.studentT(nu, mu, sigma);
    }

    /** Student's t with {@code nu} degrees of freedom, location {@code mu} and scale {@code sigma}. */
    public static Distribution studentT(double nu, Var mu, Var sigma) {
        return studentT(constant(nu), mu, sigma);
    }

    /** Student's t with {@code nu} degrees of freedom, location {@code mu} and scale {@code sigma}. */
    public static Distribution studentT(double nu, double mu, double sigma) {
        return studentT(constant(nu), constant(mu), constant(sigma));
    }

    /** Successes among {@code n} trials of probability {@code p}. */
    public static Distribution binomial(Var n, Var p) {
        return Families.binomial(n, p);
    }

    /** Successes among {@code n} trials of probability {@code p}. */
    public static Distribution binomial(long n, Var p) {
        return binomial(constant(n), p);
    }

    /** Successes among {@code n} trials of probability {@code p}. */
    public static Distribution binomial(long n, double p) {
        return binomial(constant(n), constant(p));
    }

    /** A position 0, 1, ... with the probabilities of the last axis of {@code p}. */
    public static Distribution categorical(Var p) {
        return Families.categorical(p);
    }

    /** A position 0, 1, ... with these probabilities. */
    public static Distribution categorical(double... p) {
        return categorical(constant(Tensor.of(p)));
    }

    /** Multivariate normal with mean {@code mu [.., n]} and covariance {@code cov [n, n]}. */
    public static Distribution mvNormal(Var mu, Var cov) {
        return Families.mvNormal(mu, cov);
    }

    /** Multivariate normal with mean {@code mu [.., n]} and lower Cholesky factor {@code chol [n, n]} of the covariance. */
    public static Distribution mvNormalCholesky(Var mu, Var chol) {
        return Families.mvNormalCholesky(mu, chol);
    }
}
