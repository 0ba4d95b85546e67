package ppl.examples;

import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.Arrays;
import java.util.List;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Scan;
import ppl.graph.Var;

/**
 * Prey and predators that live on them (Lotka 1925, Volterra 1926): {@code u' = (a - b v) u, v' = (d u - c) v}, and what of them is
 * traded each year. The equations are solved by Runge and Kutta's steps of order 4, which are loops of the graph, and differentiated with
 * it.
 */
public final class LynxHare {

    private static final int STEPS_A_YEAR = 10;

    private LynxHare() {}

    /** The rates of growth and loss. */
    private record Rates(Var a, Var b, Var c, Var d) {

        /** The slopes of both numbers. */
        List<Var> slopes(Var u, Var v) {
            return List.of(a.minus(b.times(v)).times(u), d.times(u).minus(c).times(v));
        }

        /** Both numbers after a time. */
        List<Var> after(Var u, Var v, double h) {
            List<Var> k1 = slopes(u, v);
            List<Var> k2 = slopes(moved(u, k1.get(0), h / 2), moved(v, k1.get(1), h / 2));
            List<Var> k3 = slopes(moved(u, k2.get(0), h / 2), moved(v, k2.get(1), h / 2));
            List<Var> k4 = slopes(moved(u, k3.get(0), h), moved(v, k3.get(1), h));
            List<Var> moved = new java.util.ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Var sum = k1.get(i).plus(k2.get(i).plus(k3.get(i)).times(2)).plus(k4.get(i));
                moved.add(moved(i == 0 ? u : v, sum, h / 6));
            }
            return moved;
        }

        private static Var moved(Var x, Var slope, double time) {
            return x.plus(slope.times(time));
        }
    }

    /** The model. */
    public static Model model() {
        double[] hare = Columns.load("lynx_hare.csv", "hare");
        double[] lynx = Columns.load("lynx_hare.csv", "lynx");
        int years = hare.length - 1;
        return Model.build(m -> {
            Rates rates = new Rates(
                    rate(m, "a", 1, 0.5), rate(m, "b", 0.05, 0.05), rate(m, "c", 1, 0.5), rate(m, "d", 0.05, 0.05));
            Var u0 = m.sample("hare_init", logNormal(Math.log(10), 1));
            Var v0 = m.sample("lynx_init", logNormal(Math.log(10), 1));
            Var sigmaHare = m.sample("sigma_hare", logNormal(-1, 1));
            Var sigmaLynx = m.sample("sigma_lynx", logNormal(-1, 1));
            Scan.Result path = Scan.times(years).from(u0).from(v0).run(year -> {
                Scan.Result steps = Scan.times(STEPS_A_YEAR)
                        .from(year.state(0))
                        .from(year.state(1))
                        .run(t -> {
                            List<Var> after = rates.after(t.state(0), t.state(1), 1.0 / STEPS_A_YEAR);
                            return t.next(after.get(0), after.get(1));
                        });
                return year.next(steps.last(0), steps.last(1));
            });
            Dim year = m.dim("year", years);
            m.observe("hare_first", logNormal(log(u0), sigmaHare), hare[0]);
            m.observe("lynx_first", logNormal(log(v0), sigmaLynx), lynx[0]);
            m.observe("hare", logNormal(log(path.states(0)), sigmaHare), rest(hare), year);
            m.observe("lynx", logNormal(log(path.states(1)), sigmaLynx), rest(lynx), year);
        });
    }

    /** A rate that is positive, with a normal prior. */
    private static Var rate(ppl.api.ModelBuilder m, String name, double mean, double sd) {
        Var rate = m.sample(name, halfFlat());
        m.potential(name + "_prior", rate.minus(mean).div(sd).square().times(-0.5));
        return rate;
    }

    private static double[] rest(double[] all) {
        return Arrays.copyOfRange(all, 1, all.length);
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().seed(42).run().summary());
    }
}
