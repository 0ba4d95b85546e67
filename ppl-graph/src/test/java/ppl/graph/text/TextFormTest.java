package ppl.graph.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.graph.Functions.exp;
import static ppl.graph.Functions.vector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Interval;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Constant;
import ppl.graph.op.Input;
import ppl.graph.op.ShapeOf;

class TextFormTest {

    private static final TextForm FORM = TextForm.present();

    private static Graph again(Var... outputs) throws IOException {
        return again(Graph.of(outputs));
    }

    private static Graph again(Graph graph) throws IOException {
        String text = FORM.write(graph);
        Graph read = FORM.read(text);
        assertEquals(text, FORM.write(read));
        assertEquals(FORM.hash(graph), FORM.hash(read));
        return read;
    }

    private static void unchanged(Tensor value) throws IOException {
        Var read = again(Var.data("value", value)).outputs().getFirst();
        assertTrue(read.op() instanceof Constant(Tensor t) && t.sameBits(value), () -> value + " became " + read);
    }

    @Test
    void values_keep_every_bit() throws IOException {
        unchanged(Tensor.of(new double[] {
            0.1, -0.0, Double.NaN, Double.MIN_VALUE, Double.MAX_VALUE, Double.NEGATIVE_INFINITY, 1e22, 123456789.125
        }));
        unchanged(Tensor.of(new double[] {Double.longBitsToDouble(0x7ff8000000000123L), Double.longBitsToDouble(-1L)}));
        unchanged(Tensor.of(new float[] {0.1f, -0.0f, Float.NaN, Float.MIN_VALUE, Float.POSITIVE_INFINITY, 3e38f}));
        unchanged(Tensor.of(new float[] {Float.intBitsToFloat(0x7fc00001), Float.intBitsToFloat(-1)}));
        unchanged(Tensor.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0}));
        unchanged(Tensor.of(new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE, 0}));
        unchanged(Tensor.of(new boolean[] {true, false}, 2, 1));
        unchanged(Tensor.of(new double[0], 0, 3));
        unchanged(Tensor.scalar(Double.longBitsToDouble(0x7ff0000000000001L)));
    }

    @Test
    void long_values_keep_every_bit() throws IOException {
        double[] doubles = new double[100];
        float[] floats = new float[100];
        long[] longs = new long[100];
        int[] ints = new int[100];
        boolean[] bools = new boolean[100];
        for (int i = 0; i < doubles.length; i++) {
            longs[i] = i * 0x9E3779B97F4A7C15L;
            doubles[i] = Double.longBitsToDouble(longs[i]);
            ints[i] = (int) (longs[i] >>> 32);
            floats[i] = Float.intBitsToFloat(ints[i]);
            bools[i] = longs[i] < 0;
        }
        unchanged(Tensor.of(doubles, 10, 10));
        unchanged(Tensor.of(floats));
        unchanged(Tensor.of(longs));
        unchanged(Tensor.of(ints));
        unchanged(Tensor.of(bools));
        double[] ones = new double[65];
        Arrays.fill(ones, 1);
        String text = FORM.write(Graph.of(Var.data("ones", Tensor.of(ones))));
        assertTrue(text.contains("data float64[65] base64 AAAAAAAA8D8AAAAAAADwP"), text); // 00 00 00 00 00 00 f0 3f
    }

    @Test
    void equal_data_stay_two_and_shared_nodes_stay_one() throws IOException {
        Tensor values = Tensor.of(new double[] {1, 2});
        Var a = Var.data("a", values);
        Var b = Var.data("b", values);
        Var x = Var.input("x", 2);
        Var e = exp(x);
        List<Var> read = again(a.plus(x), b.plus(x), e.times(e)).outputs();
        assertNotSame(read.get(0).inputs().getFirst(), read.get(1).inputs().getFirst());
        assertSame(read.get(2).inputs().get(0), read.get(2).inputs().get(1));
    }

    @Test
    void names_expressions_and_origins_are_those_of_the_program_that_wrote() throws IOException {
        Var x = Var.input("my \"x\"\n\\ \ud83d\ude00 \ud800 \u0007", 2);
        Var data = Var.data("weights", Tensor.of(new double[] {1, 2}));
        Var folded = data.times(3).minus(data);
        Var y = exp(x).called("the mean");
        List<Var> read = again(x, folded, y, y.times(folded)).outputs();
        assertEquals(x.label(), read.get(0).label());
        assertEquals("weights * 3.0 - weights", read.get(1).label());
        assertEquals("the mean", read.get(2).name().orElseThrow());
        assertEquals("the mean * (weights * 3.0 - weights)", read.get(3).label());
        assertEquals(y.origin(), read.get(2).origin());
        assertTrue(y.origin().isEmpty() || y.origin().get().contains(":"));
    }

    @Test
    void inputs_keep_type_bounds_and_identity() throws IOException {
        Var n = Var.input("n", TensorType.scalar(DType.I64));
        Input.Slot slot = new Input.Slot("x");
        TensorType type = new TensorType(DType.F32, Shape.of(List.of(Extent.of(n), Extent.of(3))));
        Var x = Var.of(new Input(slot, type, new Interval(-0.0, 2.5)));
        Var same = Var.of(new Input(slot, type.with(Shape.of(4)), Interval.ALL));
        Graph read = again(new Graph(List.of(n, x, same), List.of(Var.of(new ShapeOf(0), x), x, same)));
        Input readX = (Input) read.inputs().get(1).op();
        Input readSame = (Input) read.inputs().get(2).op();
        assertSame(readX.slot(), readSame.slot());
        assertEquals(new Interval(-0.0, 2.5), readX.bounds());
        assertEquals(Extent.of(read.inputs().get(0)), readX.type().shape().extent(0));
    }

    @Test
    void bodies_that_share_data_and_use_equal_parameters_are_told_apart() throws IOException {
        Var data = Var.data("data", Tensor.of(new double[] {1, 2, 3}));
        Var x = Var.input("x", 3);
        Var outer = Scan.over(x)
                .from(Var.constant(0.0))
                .run(t -> t.next(Scan.over(data)
                        .from(t.state())
                        .run(u -> u.next(u.state().times(u.element()).plus(data.sum())))
                        .last()
                        .plus(t.element())))
                .states();
        Var chosen = Functions.cond(
                x.sum().gt(0),
                () -> outer.sum().times(data),
                () -> Functions.cond(x.get(0).gt(1), () -> data, () -> x));
        Graph read = again(outer, chosen, data);
        Var readData = read.outputs().getLast();
        assertEquals(
                1,
                read.order().stream()
                        .filter(v -> v.name().equals(readData.name()))
                        .count());
    }

    @Test
    void loops_over_rows_of_unknown_length_are_read() throws IOException {
        Var n = Var.input("n", TensorType.scalar(DType.I64));
        Shape rows = Shape.of(List.of(Extent.of(4), Extent.of(n.plus(1))));
        Var x = Var.input("x", new TensorType(DType.F64, rows));
        Var running = Scan.over(x)
                .from(x.sum(0).times(0.5))
                .run(t -> t.next(t.state().plus(t.element())))
                .states();
        Var chosen = Functions.cond(x.sum().gt(0), () -> exp(x), () -> x.times(n));
        again(running.sum(), chosen);
    }

    @Test
    void the_hash_is_of_structure_alone() {
        Var x = Var.input("x", 3);
        Var y = Var.input("y", 3);
        Graph one = Graph.of(exp(x).called("a").times(2.5));
        Graph other = Graph.of(exp(y).times(2.5));
        assertEquals(FORM.hash(one), FORM.hash(other));
        assertNotEquals(FORM.hash(one), FORM.hash(Graph.of(exp(x).times(2.25))));
        assertNotEquals(FORM.hash(Graph.of(x.minus(x.abs()))), FORM.hash(Graph.of(x.minus(y.abs()))));
        assertEquals(List.of(FORM.hash(one)), FORM.hashes(List.of(one.outputs().getFirst())));
        // Of this text, computed by sha256sum: it changes with the form only.
        assertEquals("""
                ppl graph 1
                %1 = input float64[3]
                %2 = exp %1
                %3 = broadcast(to=[3], axes=[]) 2.5
                %4 = mul %2 %3
                inputs %1
                outputs %4
                end
                """, unnamed(one));
        assertEquals("f2c51805d4f50b1a759ef6fcd7b17b4d9a1c6ac5b98c636beb5e634cfbe12e40", FORM.hash(one));
    }

    private static String unnamed(Graph graph) {
        StringBuilder out = new StringBuilder();
        try {
            GraphLines.write(Words.provided(TextForm.class.getClassLoader()), graph, out, false);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString();
    }

    @Test
    void a_chain_of_100_000_nodes_is_written_and_read() throws IOException {
        Var x = Var.input("x");
        Var y = x;
        for (int i = 0; i < 50_000; i++) {
            y = y.plus(x).abs();
        }
        String text = FORM.write(Graph.of(y));
        assertEquals(text, FORM.write(FORM.read(text)));
    }

    @Test
    void a_file_is_utf_8(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("graph.txt");
        Graph graph = Graph.of(vector(Var.input("µ"), 1).sum());
        FORM.write(graph, file);
        assertEquals(FORM.write(graph), FORM.write(FORM.read(file)));
    }
}
