package ppl.aeppl.conformance;

import java.util.Arrays;
import java.util.List;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.Atom;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** The checks of laws with atoms: masses and continuous part together make 1, and draws hit each as often as they should. */
record MixedChecks(Scalars scalars, LawConformance run) {

    private static final int DRAWS = 40_000;
    private static final int BINS = 20;

    void all(Quadrature q, RandomKey key) {
        Law one = scalars.law(1);
        List<Atom> atoms = one.atoms();
        double[] at =
                atoms.stream().mapToDouble(a -> a.location().eval().doubleAt(0)).toArray();
        double[] mass = atoms.stream()
                .mapToDouble(a -> Math.exp(a.logMass().eval().doubleAt(0)))
                .toArray();
        run.agree(
                "the integral of the density and the masses of atoms",
                1,
                q.moment(0, 0) + Arrays.stream(mass).sum(),
                1e-8);
        double[] logp = scalars.logp(at);
        for (int i = 0; i < at.length; i++) {
            run.agree("the probability of the atom at " + at[i], mass[i], Math.exp(logp[i]), 1e-12);
        }
        if (one.events().isPresent()) {
            double[] point = scalars.evaluate((law, x) -> events(law).logProb(Event.between(x, x)), at);
            double[] all = scalars.evaluate(
                    (law, x) -> events(law)
                            .logcdf(x)
                            .exp()
                            .plus(events(law).logsf(x).exp()),
                    at);
            for (int i = 0; i < at.length; i++) {
                run.agree("the event of the atom at " + at[i], mass[i], Math.exp(point[i]), 1e-10);
                run.agree("P(X <= x) + P(X > x) at the atom " + at[i], 1, all[i], 1e-12);
            }
        }
        draws(q, at, mass, key);
    }

    private static EventProbability events(Law law) {
        return law.events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "the distribution function");
    }

    /** Cells: each atom, and bins of equal continuous mass. */
    private void draws(Quadrature q, double[] at, double[] mass, RandomKey key) {
        double[] draws = scalars.law(DRAWS).draw(KeyVar.of(key)).eval().toDoubles();
        double continuous = q.moment(0, 0);
        double[] expected =
                Arrays.copyOf(Arrays.stream(mass).map(m -> m * DRAWS).toArray(), at.length + BINS);
        Arrays.fill(expected, at.length, expected.length, continuous * DRAWS / BINS);
        double[] counts = new double[expected.length];
        for (double x : draws) {
            int atom = 0;
            while (atom < at.length && at[atom] != x) {
                atom++;
            }
            int cell = Math.min(BINS - 1, (int) (q.cdf(x) / continuous * BINS));
            counts[atom < at.length ? atom : at.length + cell]++;
        }
        double excess = ChiSquare.excess(counts, expected);
        run.require(excess <= 0, "draws do not follow the law: chi-squared exceeds its critical value by " + excess);
    }
}
