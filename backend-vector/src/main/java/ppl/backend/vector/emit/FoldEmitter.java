package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.graph.DType;
import ppl.graph.op.CanonicalOrder;
import ppl.graph.op.Reduce;

/**
 * Combinations in the {@link CanonicalOrder}. Sums and products of floats keep their lanes in a scratch array; a lane
 * starts with the neutral element ({@code -0.0} for sums), which combines with the first element to exactly that element.
 * All other combinations give the same in any order and keep one local variable.
 */
public final class FoldEmitter {

    private static final int L = CanonicalOrder.LANES;
    private static final int CHUNK = CanonicalOrder.CHUNK;

    /**
     * One fold.
     *
     * @param lanes its first lane in the scratch array, if it has lanes
     * @param partials the first of its chunk results
     * @param accumulator its local variable, if it has no lanes
     */
    private record Running(Sink.Fold fold, DType dtype, boolean inLanes, int lanes, int partials, int accumulator) {}

    private final CodeBuilder code;
    private final MethodArrays arrays;
    private final Addresses addresses;
    private final Arithmetic arithmetic;
    private final List<Running> running = new ArrayList<>();
    private final int n;
    private final boolean singleAxis;
    /** The position among the reduced elements. */
    private int position = -1;

    private int lanesF64 = -1;
    private int lanesF32 = -1;

    FoldEmitter(
            CodeBuilder code,
            LoopNest nest,
            MethodArrays arrays,
            Addresses addresses,
            Arithmetic arithmetic,
            int[] counters) {
        this.code = code;
        this.arrays = arrays;
        this.addresses = addresses;
        this.arithmetic = arithmetic;
        this.n = nest.reduced();
        this.singleAxis = nest.sizes().size() - nest.kept() == 1;
        int next64 = 0;
        int next32 = 0;
        int chunks = Math.ceilDiv(n, CHUNK);
        int width = L + (chunks > 1 ? chunks : 0);
        for (Sink sink : nest.sinks()) {
            if (!(sink instanceof Sink.Fold fold)) {
                continue;
            }
            DType dtype = nest.steps().get(fold.step()).dtype();
            boolean inLanes = needsLanes(fold.fn(), dtype);
            int lanes = dtype == DType.F64 ? next64 : next32;
            running.add(new Running(
                    fold, dtype, inLanes, lanes, lanes + L, inLanes ? -1 : code.allocateLocal(Types.kind(dtype))));
            next64 += inLanes && dtype == DType.F64 ? width : 0;
            next32 += inLanes && dtype == DType.F32 ? width : 0;
        }
        if (next64 + next32 > 0) {
            position = singleAxis ? counters[counters.length - 1] : code.allocateLocal(TypeKind.INT);
            lanesF64 = next64 > 0 ? code.allocateLocal(TypeKind.REFERENCE) : -1;
            lanesF32 = next32 > 0 ? code.allocateLocal(TypeKind.REFERENCE) : -1;
        }
    }

    /** True if a combination keeps lanes. */
    public static boolean needsLanes(Reduce.Fn fn, DType dtype) {
        return dtype.isFloat() && (fn == Reduce.Fn.SUM || fn == Reduce.Fn.PROD);
    }

    /** True if the innermost loop must stop at the ends of chunks. */
    boolean hasChunks() {
        return position >= 0 && n > CHUNK;
    }

    /** Loads the scratch arrays. */
    void prepare() {
        if (lanesF64 >= 0) {
            code.aload(2)
                    .getfield(Types.WORKSPACE, "lanesF64", Types.array(DType.F64))
                    .astore(lanesF64);
        }
        if (lanesF32 >= 0) {
            code.aload(2)
                    .getfield(Types.WORKSPACE, "lanesF32", Types.array(DType.F32))
                    .astore(lanesF32);
        }
    }

    /** Before the first reduced element. */
    void start() {
        startAt(code::iconst_0);
        empty();
    }

    /** Before an element whose place among those reduced {@code push} pushes. */
    void startAt(Runnable push) {
        if (position >= 0 && !singleAxis) {
            push.run();
            code.istore(position);
        }
    }

    /** Makes room for the first reduced element. */
    void empty() {
        for (Running r : running) {
            if (!r.inLanes) {
                empty(r);
                code.storeLocal(Types.kind(r.dtype), r.accumulator);
            } else if (n > L) {
                fill(r);
            }
        }
    }

    private void empty(Running r) {
        Reduce.Fn fn = r.fold.fn();
        switch (r.dtype) {
            case F64 -> code.loadConstant(fn.emptyDouble());
            case F32 -> code.loadConstant((float) fn.emptyDouble());
            case I64 -> code.loadConstant(fn.emptyLong());
            case I32 -> code.loadConstant((int) Math.clamp(fn.emptyLong(), Integer.MIN_VALUE, Integer.MAX_VALUE));
            case BOOL -> code.loadConstant((int) fn.emptyLong());
        }
    }

    private void fill(Running r) {
        code.aload(lanesOf(r)).loadConstant(r.lanes).loadConstant(r.lanes + L);
        double neutral = r.fold.fn() == Reduce.Fn.SUM ? -0.0 : 1.0;
        if (r.dtype == DType.F64) {
            code.loadConstant(neutral);
        } else {
            code.loadConstant((float) neutral);
        }
        code.invokestatic(
                Types.ARRAYS,
                "fill",
                MethodTypeDesc.of(
                        ConstantDescs.CD_void,
                        Types.array(r.dtype),
                        ConstantDescs.CD_int,
                        ConstantDescs.CD_int,
                        Types.element(r.dtype)));
    }

    private int lanesOf(Running r) {
        return r.dtype == DType.F64 ? lanesF64 : lanesF32;
    }

    /** Takes one element, or into a fold without lanes one that combines several. */
    public void accumulate(Sink.Fold fold, Runnable push) {
        Running r = running(fold);
        if (!r.inLanes) {
            code.loadLocal(Types.kind(r.dtype), r.accumulator);
            push.run();
            arithmetic.binary(fold.fn().combine(), r.dtype);
            code.storeLocal(Types.kind(r.dtype), r.accumulator);
            return;
        }
        code.aload(lanesOf(r)).iload(position);
        if (n > L) {
            code.loadConstant(L - 1).iand();
        }
        if (r.lanes != 0) {
            code.loadConstant(r.lanes).iadd();
        }
        if (n > L) {
            code.dup2();
            Types.load(code, r.dtype);
        }
        push.run();
        if (n > L) {
            arithmetic.binary(fold.fn().combine(), r.dtype);
        }
        Types.store(code, r.dtype);
    }

    /** The place of the first lane of a fold in the scratch array. */
    public int lanes(Sink.Fold fold) {
        return running(fold).lanes;
    }

    /** After iterations that were run together, as many as {@code push} pushes. */
    public void advance(Runnable push) {
        if (position >= 0 && !singleAxis) {
            code.iload(position);
            push.run();
            code.iadd().istore(position);
        }
    }

    private Running running(Sink.Fold fold) {
        return running.stream().filter(x -> x.fold == fold).findFirst().orElseThrow();
    }

    /** After the sinks of one iteration. */
    void step() {
        if (position >= 0 && !singleAxis) {
            code.iinc(position, 1);
        }
    }

    /** Lowers the end of a piece of the innermost loop, which lies on the stack, to the end of the chunk. */
    void stopAtChunk(int counter) {
        if (!hasChunks()) {
            return;
        }
        code.iload(counter).loadConstant(CHUNK).iadd();
        code.iload(position).loadConstant(CHUNK - 1).iand().isub();
        code.invokestatic(
                Types.MATH, "min", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int));
    }

    /** After a piece of the innermost loop: if a chunk is full, puts its results aside and starts the next. */
    void endOfChunk() {
        if (!hasChunks()) {
            return;
        }
        Label open = code.newLabel();
        code.iload(position).loadConstant(CHUNK - 1).iand().ifne(open);
        for (Running r : running) {
            if (r.inLanes) {
                putAside(r, L, () -> code.iload(position)
                        .loadConstant(CHUNK)
                        .idiv()
                        .iconst_1()
                        .isub());
                fill(r);
            }
        }
        code.labelBinding(open);
    }

    private void putAside(Running r, int filled, Runnable chunk) {
        code.aload(lanesOf(r)).loadConstant(r.partials);
        chunk.run();
        code.iadd();
        lanesResult(r, filled);
        Types.store(code, r.dtype);
    }

    private void lanesResult(Running r, int filled) {
        if (filled < L) {
            tree(r, 0, 1, filled);
        } else {
            call(r, r.fold.fn() == Reduce.Fn.SUM ? "sum" : "product", r.lanes, filled);
        }
    }

    /** Pushes what a lane holds after halving to {@code width} lanes; few lanes are worth code of their own. */
    private void tree(Running r, int lane, int width, int filled) {
        if (width >= L) {
            lane(r, lane);
            return;
        }
        tree(r, lane, 2 * width, filled);
        if (lane + width < filled) {
            tree(r, lane + width, 2 * width, filled);
            arithmetic.binary(r.fold.fn().combine(), r.dtype);
        }
    }

    private void lane(Running r, int lane) {
        code.aload(lanesOf(r)).loadConstant(r.lanes + lane);
        Types.load(code, r.dtype);
    }

    private void call(Running r, String name, int at, int count) {
        code.aload(lanesOf(r)).loadConstant(at).loadConstant(count);
        code.invokestatic(
                Types.lanes(r.dtype),
                name,
                MethodTypeDesc.of(
                        Types.element(r.dtype), Types.array(r.dtype), ConstantDescs.CD_int, ConstantDescs.CD_int));
    }

    /** After the last reduced element: writes the results. */
    void finish() {
        int chunks = Math.ceilDiv(n, CHUNK);
        int rest = n % CHUNK;
        for (Running r : running) {
            if (r.inLanes && chunks > 1 && rest != 0) {
                putAside(r, Math.min(L, rest), () -> code.loadConstant(chunks - 1));
            }
            Access to = r.fold.to();
            arrays.push(to.buffer());
            addresses.push(arrays.origin(to.buffer()).plus(to.offset()), to.strides(), to.depth());
            if (!r.inLanes) {
                code.loadLocal(Types.kind(r.dtype), r.accumulator);
            } else if (chunks > 1) {
                call(r, r.fold.fn() == Reduce.Fn.SUM ? "sumPairs" : "productPairs", r.partials, chunks);
            } else {
                lanesResult(r, Math.min(L, n));
            }
            Types.store(code, r.dtype);
        }
    }
}
