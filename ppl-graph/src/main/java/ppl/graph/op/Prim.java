package ppl.graph.op;

/**
 * The closed core: operations with exactly specified results that every backend must run. Elementwise primitives take
 * operands of one shape; broadcasting is a node of its own ({@link Broadcast}), so a backend never broadcasts
 * silently. Everything else is a {@link RichOp}, defined by what it expands into.
 */
public sealed interface Prim extends Op
        permits Input,
                Constant,
                Unary,
                Binary,
                Fma,
                Select,
                Compare,
                Cast,
                Bitcast,
                Reduce,
                Reshape,
                Broadcast,
                Transpose,
                Slice,
                Pad,
                Concat,
                Gather,
                ScatterAdd,
                MatMul,
                Cholesky,
                TriangularSolve,
                Iota,
                ShapeOf {}
