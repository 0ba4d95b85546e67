package ppl.examples.wrong;

import static ppl.api.Distributions.categoricalLogit;
import static ppl.api.Distributions.mvNormal;
import static ppl.api.Distributions.normal;
import static ppl.graph.Functions.arange;
import static ppl.graph.Functions.vector;
import static ppl.graph.Functions.where;

import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.api.NewData;
import ppl.graph.GraphException;
import ppl.graph.Index;
import ppl.graph.Scan;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Models of which the graph does not tell what becomes of a length or a position with other data. */
class WrongLengthsTest {

    private static final Tensor IDENTITY = Tensor.of(
            IntStream.range(0, 25).mapToDouble(i -> i % 6 == 0 ? 1 : 0).toArray(), 5, 5);

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
        Refusal.of(GraphException.class, () -> model.with(data), message);
    }

    @Test
    void an_array_beside_the_data_is_no_data() {
        refused(
                (m, obs, x) -> {
                            m.observe("y", normal(x.plus(Var.constant(numbers(5))), 1), numbers(5), obs);
                        },
                d -> d.set("x", numbers(3)),
                """
                        'x' along the dim 'obs' is to be 3 long instead of 5, but the array '[1.0, 0.5, 0.3333333333333333, 0.25, 0.2]' float64[5] stays 5 long, and both have one length in this graph: name it with m.data, along its dims, so that it can be given anew""");
    }

    @Test
    void a_matrix_beside_the_data_is_no_data() {
        refused(
                (m, obs, x) -> {
                            m.observe("y", mvNormal(x, Var.constant(IDENTITY)), numbers(5), obs);
                        },
                d -> d.set("x", numbers(3)),
                """
                        'x' along the dim 'obs' is to be 3 long instead of 5, but the array '[1.0, 0.0, 0.0, …]' float64[5, 5] stays 5 long, and both have one length in this graph: name it with m.data, along its dims, so that it can be given anew""");
    }

    @Test
    void groups_of_rows_by_numbers_are_no_data() {
        refused(
                (m, obs, x) -> {
                            Dim group = m.dim("group", "a", "b");
                            m.deterministic("r", m.sample("s", normal(0, 1), group).get(new int[] {0, 1, 1, 0, 0}).plus(x));
                        },
                d -> d.set("x", numbers(3)),
                """
                        'x' along the dim 'obs' is to be 3 long instead of 5, but the array '[0, 1, 1, 0, 0]' int32[5] stays 5 long, and both have one length in this graph: name it with m.data, along its dims, so that it can be given anew""");
    }

    @Test
    void a_part_up_to_a_number() {
        refused(
                (m, obs, x) -> {
                            m.deterministic("lag", x.get(Index.range(0, 4)));
                        },
                d -> d.set("x", numbers(3)),
                """
                        the part 'lag' float64[4] (made at WrongLengthsTest.java:LINE) is taken by numbers, which count along the dim 'obs'; it is to be 3 long instead of 5, so they may mean something else: name positions with m.data and take by them""");
    }

    @Test
    void rows_at_numbers() {
        refused(
                (m, obs, x) -> {
                            m.deterministic("some", x.get(new int[] {0, 2}));
                        },
                d -> d.set("x", numbers(3)),
                """
                        'some' float64[2] (made at WrongLengthsTest.java:LINE) is taken by the positions [0, 2] along the dim 'obs'; it is to be 3 long instead of 5, so they may mean something else: name the positions with m.data, so that they can be given anew""");
    }

    @Test
    void labels_at_numbers_that_are_others_now() {
        refused(
                (m, obs, x) -> {
                            Dim group = m.dim("group", "a", "b");
                            m.deterministic("r", m.sample("s", normal(0, 1), group).get(new int[] {0, 1, 1}));
                        },
                d -> d.dim("group", "b", "c"),
                """
                        'r' float64[3] (made at WrongLengthsTest.java:LINE) is taken by the positions [0, 1, 1] along the dim 'group'; it has other labels now, so they may mean something else: name the positions with m.data, so that they can be given anew""");
    }

    @Test
    void positions_of_labels_that_are_others_now() {
        refused(
                (m, obs, x) -> {
                            Dim group = m.dim("group", "a", "b");
                            Var of = m.data("of", new int[] {0, 1, 1, 0, 0}, obs);
                            m.deterministic("r", m.sample("s", normal(0, 1), group).get(of));
                        },
                d -> d.dim("group", "b", "c"),
                """
                        'of' holds positions in the dim 'group', which has other labels now: give it anew too""");
    }

    @Test
    void positions_outside_of_their_dim() {
        refused(
                (m, obs, x) -> {
                            Dim group = m.dim("group", "a", "b");
                            Var of = m.data("of", new int[] {0, 1, 1, 0, 0}, obs);
                            m.deterministic("r", m.sample("s", normal(0, 1), group).get(of));
                        },
                d -> d.set("x", numbers(2)).set("of", new int[] {0, 2}),
                """
                        index 2 (element 1 of 'of' int64[2] (made at WrongLengthsTest.java:LINE)) is out of range for 's' float64[2] (made at WrongLengthsTest.java:LINE): indices count from 0, and the axis has 2 elements, so the last is 1""");
    }

    @Test
    void two_dims_that_met_because_they_were_equally_long() {
        refused(
                (m, obs, x) -> {
                            Dim group = m.dim("group", 5);
                            m.deterministic("r", m.sample("s", normal(0, 1), group).plus(x));
                        },
                d -> d.set("x", numbers(3)),
                """
                        'x' along the dim 'obs' is to be 3 long instead of 5, but 's' along the dim 'group' stays 5 long, and both have one length in this graph: give the dim 'group' that length too""");
    }

    @Test
    void a_draw_as_long_as_a_dim_that_nothing_along_it_meets() {
        refused(
                (m, obs, x) -> {
                            m.deterministic("r", normal(0, 1).draw("q", 5).sum());
                        },
                d -> d.set("x", numbers(3)),
                """
                        the draw 'q' float64[5] (made at WrongLengthsTest.java:LINE) has the length 5, as the dim 'obs' had, which is to be 3 long; whether it is that of the dim is not known, since nothing along the dim meets it: make it of data along the dim, such as zerosLike(x)""");
    }

    @Test
    void probabilities_of_as_many_positions_as_a_dim() {
        refused(
                (m, obs, x) -> {
                            Var change = m.marginalize("change", categoricalLogit(new double[5]));
                            m.observe("y", normal(where(arange(5).lt(change), x, x.times(2)), 1), numbers(5), obs);
                        },
                d -> d.set("x", numbers(3)),
                """
                        the array '[0.0, 0.0, 0.0, 0.0, 0.0]' float64[5] has the length 5, as the dim 'obs' had, which is to be 3 long; whether it is that of the dim is not known, since nothing along the dim meets it: let it be data, by m.data, along its dims, also where these are others""");
    }

    @Test
    void a_reshape_of_which_either_length_may_change() {
        refused(
                (m, obs, x) -> {
                            Dim cell = m.dim("cell", 6);
                            m.deterministic("table", m.data("w", numbers(6), cell).reshape(2, 3));
                        },
                d -> d.set("w", numbers(8)),
                """
                        'w' along the dim 'cell' is to be 8 long instead of 6, but the reshape 'w' float64[2, 3] (made at WrongLengthsTest.java:LINE) does not say which of its lengths depend on it: let each of its axes lie along a dim, of data or of variables, or keep the axes apart""");
    }

    @Test
    void parts_that_the_model_names_one_by_one() {
        refused(
                (m, obs, x) -> {
                            Dim effect = m.dim("effect", "a", "b");
                            m.deterministic("r", vector(x.sum(), x.max()).times(m.sample("s", normal(0, 1), effect)));
                        },
                d -> d.dim("effect", "a", "b", "c"),
                """
                        '[sum(x), max(x)]' float64[2] (made at WrongLengthsTest.java:LINE) joins parts, which now have 2 elements in all, but 's' along the dim 'effect' is to be 3 long: how many parts there are is written in the model, so build it anew""");
    }

    @Test
    void a_datum_that_was_a_length() {
        refused(
                (m, obs, x) -> {
                            m.deterministic("r", arange(m.data("n", Tensor.scalar(3L))).sum());
                        },
                d -> d.set("n", 4),
                """
                        'n' int64 (made at WrongLengthsTest.java:LINE) is the length of an axis of the graph, so it cannot be given anew: build the model with the new length""");
    }

    @Test
    void a_dim_of_one_position_that_grows() {
        refused(
                (m, obs, x) -> {
                            m.sample("s", normal(0, 1), m.dim("group", "a"));
                        },
                d -> d.dim("group", "a", "b"),
                """
                        's' along the dim 'group' is to be 2 long instead of 1, but of a graph made for one element it is not known what is repeated along it: build the model with two or more""");
    }

    @Test
    void a_number_of_steps_and_rows() {
        refused(
                (m, obs, x) -> {
                            Scan.Result path = Scan.times(5).from(m.sample("s", normal(0, 1))).run(t -> t.next(t.state().times(0.5)));
                            m.deterministic("path", path.states().plus(x));
                            m.deterministic("end", path.last());
                        },
                d -> d.set("x", numbers(3)),
                """
                        the number of steps of 'end' float64 (made at WrongLengthsTest.java:LINE) has the length 5, as the dim 'obs' had, which is to be 3 long; whether it is that of the dim is not known, since nothing along the dim meets it: make it of data along the dim, such as zerosLike(x)""");
    }

    @Test
    void a_scale_that_is_not_positive() {
        refused(
                (m, obs, x) -> {
                            m.observe("y", normal(0, x), numbers(5), obs);
                        },
                d -> d.set("x", new double[] {1, -2}),
                """
                        Normal needs sigma > 0, but sigma[1] is -2.0, where sigma = x; correct it, or take exp or softplus of it""");
    }

    @Test
    void whole_numbers_that_leave_their_type() {
        refused(
                (m, obs, x) -> {
                            Var k = m.data("k", new int[] {1, 2, 3, 4, 5}, obs);
                            m.deterministic("r", k.times(1000000000000L).plus(x));
                        },
                d -> d.set("x", numbers(2)).set("k", new long[] {1, 100000000}),
                """
                        'k * 1000000000000' leaves the range of int64 at element 1: 100000000 * 1000000000000 = 100000000000000000000; cast(DType.F64) first, or give the data as doubles""");
    }

    @Test
    void a_lag_of_too_few_rows() {
        refused(
                (m, obs, x) -> {
                            m.deterministic("later", x.get(Index.range(1, -1)));
                        },
                d -> d.set("x", numbers(1)),
                """
                        the part 'later' float64[3] (made at WrongLengthsTest.java:LINE) leaves out 2 elements, but 'x' along the dim 'obs' is to be 1 long: give more""");
    }
}
