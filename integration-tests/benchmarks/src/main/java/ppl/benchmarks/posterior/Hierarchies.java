package ppl.benchmarks.posterior;

import static ppl.api.Distributions.halfCauchy;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;

import ppl.api.Dim;
import ppl.api.Model;
import ppl.examples.RadonData;
import ppl.graph.Var;

/** The centred forms of the examples: the groups' parameters are funnels with the scale above them. */
public final class Hierarchies {

    private static final double[] EFFECT = {28, 8, -3, 7, -1, 1, 18, 12};
    private static final double[] ERROR = {15, 10, 16, 11, 9, 11, 10, 18};

    private Hierarchies() {}

    /** Eight schools (Rubin 1981). */
    public static Model eightSchools() {
        return Model.build(m -> {
            Dim school = m.dim("school", EFFECT.length);
            Var mu = m.sample("mu", normal(0, 5));
            Var tau = m.sample("tau", halfCauchy(5));
            Var theta = m.sample("theta", normal(mu, tau), school);
            m.observe("effect", normal(theta, m.data("error", ERROR, school)), EFFECT, school);
        });
    }

    /** Radon by county and floor. */
    public static Model radon() {
        RadonData data = RadonData.load();
        return Model.build(m -> {
            Dim county = m.dim("county", data.countyNames());
            Dim obs = m.dim("obs_id", data.size());
            Var floor = m.data("floor", data.floor(), obs);
            Var idx = m.data("county_idx", data.countyIndex(), obs);
            Var muA = m.sample("mu_a", normal(0, 10));
            Var a = m.sample("a", normal(muA, m.sample("sigma_a", halfNormal(1))), county);
            Var muB = m.sample("mu_b", normal(0, 2));
            Var b = m.sample("b", normal(muB, m.sample("sigma_b", halfNormal(1))), county);
            Var eps = m.sample("eps", halfNormal(1.5));
            m.observe("radon_like", normal(a.get(idx).plus(b.get(idx).times(floor)), eps), data.logRadon(), obs);
        });
    }
}
