package ppl.examples.wrong;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.normal;

import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.api.ModelException;
import ppl.api.NewData;
import ppl.graph.Var;

/** Data that a model cannot have: unknown, missing, or of another shape or type than it needs. */
class WrongNewDataTest {

    private interface Body {
        void build(ModelBuilder m, Dim obs, Var x);
    }

    private static double[] numbers(int n) {
        return IntStream.range(0, n).mapToDouble(i -> 1.0 / (i + 1)).toArray();
    }

    private static void refused(
            Body body, Consumer<NewData> data, String message) {
        Model model = Model.build(m -> {
            Dim obs = m.dim("obs", 5);
            body.build(m, obs, m.data("x", numbers(5), obs));
        });
        Refusal.of(ModelException.class, () -> model.with(data), message);
    }

    @Test
    void data_that_the_model_does_not_have() {
        refused(
                (m, obs, x) -> {},
                d -> d.set("z", numbers(3)),
                """
                        the model has no data 'z'; there is [x]: correct the name""");
    }

    @Test
    void a_dim_that_the_model_does_not_have() {
        refused(
                (m, obs, x) -> {},
                d -> d.dim("ob", 3),
                """
                        the model has no dim 'ob'; its dims are [obs[5]]: correct the name""");
    }

    @Test
    void observed_values_are_no_data() {
        refused(
                (m, obs, x) -> {
                            m.observe("y", normal(x, 1), numbers(5), obs);
                        },
                d -> d.set("x", numbers(3)).set("y", numbers(3)),
                """
                        the model has no data 'y'; there is [x], and 'y' is observed: give its values with observe""");
    }

    @Test
    void data_are_not_observed() {
        refused(
                (m, obs, x) -> {},
                d -> d.observe("x", numbers(3)),
                """
                        the model has no observed variable 'x'; it has none, and 'x' is data: give them with set""");
    }

    @Test
    void data_along_a_dim_that_are_not_given() {
        refused(
                (m, obs, x) -> {
                            m.data("w", numbers(5), obs);
                            m.data("v", numbers(5), obs);
                        },
                d -> d.set("x", numbers(3)),
                """
                        dims have other labels or sizes, so all data along them are needed anew; missing: 'w', 'v' along 'obs': give them with set""");
    }

    @Test
    void data_of_two_lengths() {
        refused(
                (m, obs, x) -> {
                            m.data("w", numbers(5), obs);
                        },
                d -> d.set("x", numbers(3)).set("w", numbers(4)),
                """
                        'x' has 3 positions along the dim 'obs', but 'w' has 4: give equally many""");
    }

    @Test
    void data_of_another_length_than_the_dim() {
        refused(
                (m, obs, x) -> {},
                d -> d.set("x", numbers(3)).dim("obs", 4),
                """
                        'x' has 3 values, but its dims are [obs[4]]: give as many, or give the dims their new labels or sizes with dim""");
    }

    @Test
    void fractions_for_whole_numbers() {
        refused(
                (m, obs, x) -> {
                            m.data("k", new int[] {1, 2, 3, 4, 5}, obs);
                        },
                d -> d.set("x", numbers(3)).set("k", numbers(3)),
                """
                        the data 'k' are of type int64, but the new value at element 1 is 0.5: int64 holds whole numbers from -9223372036854775808 to 9223372036854775807: round it, or give it in larger units""");
    }

    @Test
    void data_that_are_nan() {
        refused(
                (m, obs, x) -> {},
                d -> d.set("x", new double[] {1, 2, Double.NaN}),
                """
                        the new data 'x' are NaN at element 2, so that all that is computed of that would be NaN too: give a number, or leave the row out; a model that observes 'x', with m.observe, draws what is missing of it""");
        Model labelled = Model.build(m -> {
            Dim who = m.dim("who", "Ann", "Bo");
            m.data("x", new double[][] {{1, 2}, {3, 4}}, who, m.dim("what", "age", "income"));
        });
        Refusal.of(
                ModelException.class,
                () -> labelled.with(d -> d.set("x", new double[][] {{1, 2}, {Double.NaN, 4}})),
                """
                        the new data 'x' are NaN at 'Bo' of the dim 'who' and 'age' of the dim 'what', so that all that is computed of that would be NaN too: give a number, or leave the row out; a model that observes 'x', with m.observe, draws what is missing of it""");
    }

    /** As where a model reads it as a sign. */
    @Test
    void data_that_may_be_nan_may_be_so_again() {
        Model signs = Model.build(m -> m.data("x", new double[] {1, Double.NaN}, m.dim("obs", 2)));
        Model next = signs.with(d -> d.set("x", new double[] {Double.NaN, 1, 2}));
        assertTrue(Double.isNaN(next.data().getFirst().value().doubleAt(0)));
    }

    @Test
    void data_given_twice() {
        refused(
                (m, obs, x) -> {},
                d -> d.set("x", numbers(3)).set("x", numbers(4)),
                """
                        the data 'x' are given twice: give each once""");
    }

    @Test
    void data_with_another_number_of_axes() {
        refused(
                (m, obs, x) -> {
                            m.data("q", numbers(4));
                        },
                d -> d.set("q", new double[][] {{1}}),
                """
                        'q' has shape [4] in the model, but [1, 1] is given: give values with as many axes""");
    }

    @Test
    void observed_values_that_are_all_missing() {
        refused(
                (m, obs, x) -> {
                            m.observe("y", normal(x, 1), numbers(5), obs);
                        },
                d -> d.set("x", numbers(2)).observe("y", new double[] {Double.NaN, Double.NaN}),
                """
                        observed variable 'y' has the value NaN at element 0 and at all others, so nothing was observed: sample it, with m.sample""");
    }
}
