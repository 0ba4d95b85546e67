package ppl.examples;

import static ppl.api.Distributions.*;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/**
 * Colours of the eyes of 592 students, by the colour of their hair and their sex (Snee 1974, The American Statistician 28): counts that
 * differ more between groups than multinomial ones, whose probabilities are all the same, would.
 */
public final class EyeColours {

    private static final List<String> COLOURS = List.of("brown", "blue", "hazel", "green");

    private EyeColours() {}

    /** The model. */
    public static Model model() {
        List<String> hair = Columns.words("eye_colours.csv", "hair");
        List<String> sex = Columns.words("eye_colours.csv", "sex");
        List<String> groups = IntStream.range(0, hair.size())
                .mapToObj(i -> hair.get(i) + " " + sex.get(i))
                .toList();
        double[][] eyes = Columns.matrix("eye_colours.csv", COLOURS);
        double[] totals =
                Arrays.stream(eyes).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
        return Model.build(m -> {
            Dim group = m.dim("group", groups);
            Dim colour = m.dim("colour", COLOURS);
            Var students = m.data("students", totals, group);
            Var share = m.sample("share", dirichlet(1, 1, 1, 1), colour);
            Var concentration = m.sample("concentration", gamma(2, 0.1));
            m.observe("eyes", dirichletMultinomial(students, share.times(concentration)), eyes, group, colour);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().seed(42).run().summary());
    }
}
