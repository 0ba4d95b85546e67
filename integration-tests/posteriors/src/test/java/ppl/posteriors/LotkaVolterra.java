package ppl.posteriors;

import java.util.ArrayList;
import java.util.List;
import ppl.graph.Var;

/** Prey and hunters: du = (a - b v) u, dv = (d u - c) v, by Runge and Kutta's steps of order 4. */
final class LotkaVolterra {

    private LotkaVolterra() {}

    /** Both after a time. */
    static List<Var> after(Var theta, Var u, Var v, double h) {
        List<Var> k1 = slopes(theta, u, v);
        List<Var> k2 = slopes(theta, moved(u, k1.get(0), h / 2), moved(v, k1.get(1), h / 2));
        List<Var> k3 = slopes(theta, moved(u, k2.get(0), h / 2), moved(v, k2.get(1), h / 2));
        List<Var> k4 = slopes(theta, moved(u, k3.get(0), h), moved(v, k3.get(1), h));
        List<Var> after = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Var sum = k1.get(i).plus(k2.get(i).plus(k3.get(i)).times(2)).plus(k4.get(i));
            after.add(moved(i == 0 ? u : v, sum, h / 6));
        }
        return after;
    }

    private static List<Var> slopes(Var theta, Var u, Var v) {
        return List.of(
                theta.get(0).minus(theta.get(1).times(v)).times(u),
                theta.get(3).times(u).minus(theta.get(2)).times(v));
    }

    private static Var moved(Var x, Var slope, double time) {
        return x.plus(slope.times(time));
    }
}
