package ppl.benchmarks.posterior;

import static ppl.api.Distributions.bernoulliLogit;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.logNormal;
import static ppl.api.Distributions.normal;

import java.util.Arrays;
import java.util.Random;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/** Answers of 60 persons to 20 questions, which differ in difficulty and in how well they discriminate. */
final class ItemResponse {

    private static final int PERSONS = 60;
    private static final int ITEMS = 20;

    private ItemResponse() {}

    static Model model() {
        int answers = PERSONS * ITEMS;
        Random random = new Random(13);
        double[] ability = new double[PERSONS];
        Arrays.setAll(ability, i -> random.nextGaussian());
        int[] y = new int[answers];
        int[] persons = new int[answers];
        int[] items = new int[answers];
        for (int j = 0; j < ITEMS; j++) {
            double discrimination = StrictMath.exp(0.4 * random.nextGaussian());
            double difficulty = random.nextGaussian();
            for (int i = 0; i < PERSONS; i++) {
                int at = i * ITEMS + j;
                persons[at] = i;
                items[at] = j;
                double logit = discrimination * (ability[i] - difficulty);
                y[at] = random.nextDouble() < 1 / (1 + StrictMath.exp(-logit)) ? 1 : 0;
            }
        }
        return Model.build(m -> {
            Dim answer = m.dim("answer", answers);
            Dim item = m.dim("item", ITEMS);
            Var person = m.data("person_idx", persons, answer);
            Var question = m.data("item_idx", items, answer);
            Var theta = m.sample("theta", normal(0, 1), m.dim("person", PERSONS));
            Var a = m.sample("a", logNormal(0, 0.5), item);
            Var b = m.sample("b", normal(m.sample("mu_b", normal(0, 2)), m.sample("sigma_b", halfNormal(2))), item);
            Var logit = a.get(question).times(theta.get(person).minus(b.get(question)));
            m.observe("y", bernoulliLogit(logit), y, answer);
        });
    }
}
