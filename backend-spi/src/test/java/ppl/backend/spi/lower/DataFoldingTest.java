package ppl.backend.spi.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.FakeBackend;
import ppl.backend.spi.Program;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.NumericMode;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Constant;
import ppl.graph.op.Iota;
import ppl.graph.op.Reshape;

/** What is computed before a backend is chosen. */
class DataFoldingTest {

    private static final FakeBackend PLAIN = FakeBackend.named("plain", 1);

    private static Var counter(int n) {
        return Var.of(new Iota(Extent.of(n)));
    }

    private static Var whole(String name, int... sizes) {
        return Var.input(name, new TensorType(DType.I64, Shape.of(sizes)));
    }

    private static Program program(Var output, Var... inputs) {
        return Lowering.lower(new Graph(List.of(inputs), List.of(output)), PLAIN, NumericMode.STRICT);
    }

    private static Var folded(Var output, Var... inputs) {
        return DataFolding.fold(program(output, inputs)).graph().outputs().getFirst();
    }

    private static long[] numbers(Var node) {
        return assertInstanceOf(Constant.class, node.op()).value().toLongs();
    }

    @Test
    void work_on_a_counter_becomes_its_numbers() {
        Var x = whole("x", 5);
        Var y = folded(x.plus(counter(5).times(counter(5)).plus(1)), x);
        assertSame(x, y.inputs().get(0));
        assertArrayEquals(new long[] {1, 2, 5, 10, 17}, numbers(y.inputs().get(1)));
    }

    @Test
    void what_is_repeated_is_computed_once_and_stays_repeated() {
        Var x = whole("x", 300, 7);
        Var row = Broadcast.into(counter(7), Shape.of(300, 7), 1);
        Var part = row.times(row).minus(row);
        Var y = folded(x.plus(part), x);
        Var repeated = y.inputs().get(1);
        assertEquals(new Broadcast(Shape.of(300, 7), List.of(1)), repeated.op());
        assertArrayEquals(
                LongStream.range(0, 7).map(i -> i * i - i).toArray(),
                numbers(repeated.inputs().getFirst()));
    }

    @Test
    void a_reshape_of_what_is_repeated_stays() {
        Var x = whole("x", 12);
        Var part = Broadcast.into(counter(4), Shape.of(3, 4), 1)
                .reshape(12)
                .plus(counter(12).plus(1));
        Var y = folded(x.plus(part), x).inputs().get(1);
        assertInstanceOf(Reshape.class, y.inputs().get(0).op());
        assertArrayEquals(LongStream.range(1, 13).toArray(), numbers(y.inputs().get(1)));
    }

    @Test
    void an_index_outside_its_axis_stays_computed() {
        Var x = whole("x", 3);
        Program program = program(x.get(counter(4).plus(1)), x);
        assertSame(program, DataFolding.fold(program));
        Program reshaped = program(x.get(counter(4).plus(1).reshape(2, 2)), x);
        assertSame(reshaped, DataFolding.fold(reshaped));
        Var inside = folded(x.get(counter(2).plus(1)), x);
        assertArrayEquals(new long[] {1, 2}, numbers(inside.inputs().get(1)));
    }

    @Test
    void much_work_is_left_to_a_backend() {
        int n = DataFolding.MOST / 2 + 1;
        Var x = whole("x", n);
        Program program = program(x.plus(counter(n).times(2).plus(1)), x);
        assertSame(program, DataFolding.fold(program));
        Program less = program(x.plus(counter(n).times(2)), x);
        assertTrue(DataFolding.fold(less).order().size() < less.order().size());
    }

    @Test
    void what_depends_on_an_input_stays() {
        Var x = whole("x", 4);
        Program program = program(x.plus(counter(4)).times(x), x);
        assertSame(program, DataFolding.fold(program));
    }
}
