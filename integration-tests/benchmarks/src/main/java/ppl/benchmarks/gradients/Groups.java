package ppl.benchmarks.gradients;

import static ppl.api.Distributions.bernoulliLogit;
import static ppl.api.Distributions.halfCauchy;
import static ppl.api.Distributions.logNormal;
import static ppl.api.Distributions.normal;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.examples.EightSchools;
import ppl.examples.Radon;
import ppl.examples.RadonData;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Rows that belong to groups, whose parameters they share. */
final class Groups {

    private static final int ITEMS = 20;
    private static final int PERSONS = 100;

    private Groups() {}

    static HandWritten eightSchools() {
        double[] effect = {28, 8, -3, 7, -1, 1, 18, 12};
        double[] error = {15, 10, 16, 11, 9, 11, 10, 18};
        return new HandWritten("eight schools", "eight", Map.of("y", effect, "x", error), EightSchools::model);
    }

    /**
     * Radon in 85 counties, its rows several times with noise.
     *
     * @param sorted whether the rows of C are sorted by county
     */
    static HandWritten radon(int times, boolean sorted) {
        RadonData once = RadonData.load();
        int n = once.size() * times;
        Random random = new Random(91_900);
        double[] y = new double[n];
        double[] floor = new double[n];
        int[] county = new int[n];
        for (int i = 0; i < n; i++) {
            int from = i % once.size();
            y[i] = once.logRadon()[from] + (times == 1 ? 0 : 0.2 * random.nextGaussian());
            floor[i] = once.floor()[from];
            county[i] = once.countyIndex()[from];
        }
        RadonData all = new RadonData(once.countyNames(), county, floor, y);
        String name = "radon" + (times == 1 ? "" : ", rows × " + times) + (sorted ? "" : ", C in order of rows");
        double[] counties = Arrays.stream(county).asDoubleStream().toArray();
        return new HandWritten(
                name,
                sorted ? "radon" : "radon_rows",
                Map.of("y", y, "floor", floor, "county", counties),
                () -> Radon.model(all));
    }

    /**
     * Answers of 100 persons to 20 questions.
     *
     * @param table whether answers are a table, or rows that name person and question
     */
    static HandWritten items(boolean table) {
        Random random = new Random(20_100);
        double[] ability = new double[PERSONS];
        Arrays.setAll(ability, _ -> random.nextGaussian());
        int[] y = new int[ITEMS * PERSONS];
        for (int i = 0; i < ITEMS; i++) {
            double slope = StrictMath.exp(0.5 * random.nextGaussian());
            double difficulty = -1 + 2 * random.nextGaussian();
            for (int j = 0; j < PERSONS; j++) {
                double logit = slope * (ability[j] - difficulty);
                y[i * PERSONS + j] = random.nextDouble() < 1 / (1 + StrictMath.exp(-logit)) ? 1 : 0;
            }
        }
        double[] answers = Arrays.stream(y).asDoubleStream().toArray();
        return new HandWritten(
                "IRT 2PL, " + (table ? "table" : "rows"),
                "items",
                Map.of("y", answers),
                () -> table ? table(y) : rows(y));
    }

    private record Abilities(Var theta, Var a, Var b) {
        static Abilities of(ppl.api.ModelBuilder m) {
            Var theta = m.sample("theta", normal(0, m.sample("sigma_theta", halfCauchy(2))), m.dim("person", PERSONS));
            Dim item = m.dim("item", ITEMS);
            Var a = m.sample("a", logNormal(0, m.sample("sigma_a", halfCauchy(2))), item);
            Var mean = m.sample("mu_b", normal(0, 5));
            Var b = m.sample("b", normal(mean, m.sample("sigma_b", halfCauchy(2))), item);
            return new Abilities(theta, a, b);
        }
    }

    private static Model rows(int[] y) {
        int[] person = new int[y.length];
        int[] item = new int[y.length];
        Arrays.setAll(person, i -> i % PERSONS);
        Arrays.setAll(item, i -> i / PERSONS);
        return Model.build(m -> {
            Abilities v = Abilities.of(m);
            Dim answer = m.dim("answer", y.length);
            Var who = m.data("person_idx", person, answer);
            Var what = m.data("item_idx", item, answer);
            Var logit = v.a.get(what).times(v.theta.get(who).minus(v.b.get(what)));
            m.observe("y", bernoulliLogit(logit), y, answer);
        });
    }

    private static Model table(int[] y) {
        return Model.build(m -> {
            Abilities v = Abilities.of(m);
            Var a = v.a.reshape(ITEMS, 1);
            Var logit = a.times(v.theta.minus(v.b.reshape(ITEMS, 1)));
            m.observe("y", bernoulliLogit(logit), Tensor.of(y, ITEMS, PERSONS));
        });
    }
}
