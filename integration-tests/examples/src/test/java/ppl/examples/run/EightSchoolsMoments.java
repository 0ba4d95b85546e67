package ppl.examples.run;

/**
 * Posterior means of the eight schools. Given tau everything is normal, so the means given tau are closed forms; over tau,
 * on the scale of u = log(1 + tau), they are summed by the trapezoidal rule.
 *
 * <p>Source: Gelman et al., <i>Bayesian Data Analysis</i>, 3rd edition, section 5.4, with mu ~ Normal(0, 5) and
 * tau ~ HalfCauchy(5).
 */
record EightSchoolsMoments(double mu, double tau, double[] theta) {

    private static final double[] EFFECT = {28, 8, -3, 7, -1, 1, 18, 12};
    private static final double[] ERROR = {15, 10, 16, 11, 9, 11, 10, 18};
    private static final int STEPS = 20_000;
    private static final double END = Math.log1p(5000);

    static EightSchoolsMoments byQuadrature() {
        double sum = 0;
        double mu = 0;
        double tau = 0;
        double[] theta = new double[EFFECT.length];
        for (int i = 0; i <= STEPS; i++) {
            double t = Math.expm1(END * i / STEPS);
            double precision = 1.0 / 25; // of mu given tau and the effects
            double weighted = 0;
            double logWeight = -Math.log1p(t * t / 25) + Math.log1p(t); // prior and d tau / d u
            for (int j = 0; j < EFFECT.length; j++) {
                double variance = ERROR[j] * ERROR[j] + t * t;
                precision += 1 / variance;
                weighted += EFFECT[j] / variance;
                logWeight -= 0.5 * (Math.log(variance) + EFFECT[j] * EFFECT[j] / variance);
            }
            double muGivenTau = weighted / precision;
            logWeight += 0.5 * (weighted * muGivenTau - Math.log(precision));
            double weight = Math.exp(logWeight) * (i == 0 || i == STEPS ? 0.5 : 1);
            sum += weight;
            mu += weight * muGivenTau;
            tau += weight * t;
            for (int j = 0; j < theta.length; j++) {
                double shrinkage = ERROR[j] * ERROR[j] / (ERROR[j] * ERROR[j] + t * t);
                theta[j] += weight * (shrinkage * muGivenTau + (1 - shrinkage) * EFFECT[j]);
            }
        }
        for (int j = 0; j < theta.length; j++) {
            theta[j] /= sum;
        }
        return new EightSchoolsMoments(mu / sum, tau / sum, theta);
    }
}
