package ppl.examples;

import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.List;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/**
 * Answers of 316 students to 24 items, such as "A bus fails to stop for me. I would want to curse" (Vansteelandt 2000; De Boeck and
 * Wilson, <i>Explanatory Item Response Models</i>, 2004): item response with two parameters of each item, how hard it is to agree
 * and how sharply agreeing tells of the person.
 */
public final class Aggression {

    private static final String TABLE = "aggression.csv";

    private Aggression() {}

    /** The model. */
    public static Model model() {
        List<String> items = Columns.names(TABLE);
        double[][] answers = Columns.matrix(TABLE, items);
        return Model.build(m -> {
            Dim person = m.dim("person", answers.length);
            Dim item = m.dim("item", items);
            Var trait = m.sample("trait", normal(0, 1), person);
            Var hard = m.sample("hard", normal(0, 2), item);
            Var sharp = m.sample("sharp", logNormal(0, 0.5), item);
            Var logit = sharp.times(expandDims(trait, 1).minus(hard));
            m.observe("answer", bernoulliLogit(logit), answers, person, item);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().seed(42).run().summary("~trait"));
    }
}
