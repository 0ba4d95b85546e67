package ppl.graph.op;

/**
 * The closed core: operations with exactly specified results that every backend must run. Everything else is a
 * {@link RichOp}, defined by what it expands into.
 *
 * <p>Two kinds carry their own meaning, so that a new one is one record and one word in its {@code permits}:
 * {@link Pointwise}, a function of single elements, and {@link Routine}, a procedure on whole tensors. All passes,
 * planners and backends know the kind; a backend may know a record of it better. {@link Projection} is one result of an operation
 * that has several and holds graphs ({@link MultiOp}). The others are the forms that loops and addresses are made of, and
 * each backend knows them one by one. Elementwise primitives take operands of one shape;
 * broadcasting is a node of its own ({@link Broadcast}), so a backend never broadcasts silently.
 */
public sealed interface Prim extends Op
        permits Input,
                Constant,
                Pointwise,
                Routine,
                Reduce,
                Reshape,
                Broadcast,
                Transpose,
                Slice,
                Pad,
                Concat,
                Gather,
                Projection,
                Iota,
                ShapeOf {

    /**
     * The level of the primitives with which it came. A primitive that is added after a release has the next number, so that backends
     * built against that release are not given it.
     */
    default int level() {
        return 1;
    }
}
