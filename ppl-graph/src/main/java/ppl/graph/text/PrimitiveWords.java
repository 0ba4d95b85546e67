package ppl.graph.text;

import static ppl.graph.text.Field.choice;
import static ppl.graph.text.Field.dtype;
import static ppl.graph.text.Field.extent;
import static ppl.graph.text.Field.integer;
import static ppl.graph.text.Field.integers;
import static ppl.graph.text.Field.shape;
import static ppl.graph.text.Field.truth;

import java.util.List;
import java.util.stream.Stream;
import ppl.graph.op.Argsort;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Cholesky;
import ppl.graph.op.Compare;
import ppl.graph.op.Concat;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Fma;
import ppl.graph.op.Gather;
import ppl.graph.op.Iota;
import ppl.graph.op.Lu;
import ppl.graph.op.MatMul;
import ppl.graph.op.Pad;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Select;
import ppl.graph.op.ShapeOf;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;
import ppl.graph.op.TriangularSolve;
import ppl.graph.op.Unary;

/** The words of the primitives. Inputs, constants and operations with bodies have lines of their own. */
final class PrimitiveWords {

    private PrimitiveWords() {}

    static List<Word<?>> all() {
        return Stream.of(pointwise(), movements(), routines())
                .flatMap(words -> words)
                .toList();
    }

    private static Stream<Word<?>> pointwise() {
        Stream<Word<?>> each = Stream.of(
                        Word.each(Unary.Fn.class, Unary::new),
                        Word.each(Binary.Fn.class, Binary::new),
                        Word.each(Compare.Fn.class, Compare::new))
                .flatMap(List::stream);
        return Stream.concat(
                each,
                Stream.of(
                        Word.of("fma", new Fma()),
                        Word.of("select", new Select()),
                        Word.of("cast", Cast.class, dtype("to", Cast::to), Cast::new),
                        Word.of("bitcast", Bitcast.class, dtype("to", Bitcast::to), Bitcast::new)));
    }

    private static Stream<Word<?>> movements() {
        return Stream.of(
                Word.of("reshape", Reshape.class, shape("to", Reshape::to), Reshape::new),
                Word.of(
                        "broadcast",
                        Broadcast.class,
                        shape("to", Broadcast::to),
                        integers("axes", Broadcast::axes),
                        Broadcast::new),
                Word.of("transpose", Transpose.class, integers("order", Transpose::order), Transpose::new),
                Word.of(
                        "slice",
                        Slice.class,
                        integers("starts", Slice::starts),
                        integers("sizes", Slice::sizes),
                        integers("steps", Slice::steps),
                        Slice::new),
                Word.of(
                        "pad",
                        Pad.class,
                        shape("to", Pad::to),
                        integers("starts", Pad::starts),
                        integers("steps", Pad::steps),
                        Pad::new),
                Word.of("concat", Concat.class, integer("axis", Concat::axis), Concat::new),
                Word.of("gather", Gather.class, integer("axis", Gather::axis), Gather::new),
                Word.of("iota", Iota.class, extent("length", Iota::length), Iota::new),
                Word.of("length", ShapeOf.class, integer("axis", ShapeOf::axis), ShapeOf::new));
    }

    private static Stream<Word<?>> routines() {
        return Stream.of(
                Word.of(
                        "reduce",
                        Reduce.class,
                        choice("fn", Reduce::fn, Reduce.Fn.values()),
                        integers("axes", Reduce::axes),
                        Reduce::new),
                Word.of("matmul", new MatMul()),
                Word.of("cholesky", new Cholesky()),
                Word.of("lu", new Lu()),
                Word.of(
                        "triangular_solve",
                        TriangularSolve.class,
                        truth("transposed", TriangularSolve::transposed),
                        TriangularSolve::new),
                Word.of(
                        "scatter_add",
                        ScatterAdd.class,
                        integer("axis", ScatterAdd::axis),
                        extent("size", ScatterAdd::size),
                        ScatterAdd::new),
                Word.of(
                        "cumsum",
                        CumulativeSum.class,
                        integer("axis", CumulativeSum::axis),
                        truth("reverse", CumulativeSum::reverse),
                        CumulativeSum::new),
                Word.of("argsort", Argsort.class, integer("axis", Argsort::axis), Argsort::new));
    }
}
