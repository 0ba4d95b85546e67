package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.graph.DType;
import ppl.graph.op.Binary;

/** Sums by group that stay in registers over a segment, which does not change their place. */
final class HeldSums {

    private final CodeBuilder code;
    private final LoopNest nest;
    private final MethodArrays arrays;
    private final ValueEmitter values;
    private final @Nullable Segments segments;
    private final Map<Sink, Integer> registers = new IdentityHashMap<>();

    HeldSums(CodeBuilder code, LoopNest nest, MethodArrays arrays, ValueEmitter values, @Nullable Segments segments) {
        this.code = code;
        this.nest = nest;
        this.arrays = arrays;
        this.values = values;
        this.segments = segments;
    }

    /** Takes the sums at the place of a segment into registers. */
    void take() {
        for (Sink sink : nest.sinks()) {
            if (segments != null && segments.holds(sink)) {
                Sink.Scatter scatter = (Sink.Scatter) sink;
                DType dtype = arrays.dtype(scatter.to().buffer());
                int register = registers.computeIfAbsent(sink, _ -> code.allocateLocal(Types.kind(dtype)));
                arrays.push(scatter.to().buffer());
                values.place(scatter.to(), scatter.place(), scatter.stride());
                Types.load(code, dtype);
                code.storeLocal(Types.kind(dtype), register);
            }
        }
    }

    /** Writes them back. */
    void giveBack() {
        for (Sink sink : nest.sinks()) {
            Integer register = registers.get(sink);
            if (register != null && sink instanceof Sink.Scatter scatter) {
                DType dtype = arrays.dtype(scatter.to().buffer());
                arrays.push(scatter.to().buffer());
                values.place(scatter.to(), scatter.place(), scatter.stride());
                code.loadLocal(Types.kind(dtype), register);
                Types.store(code, dtype);
            }
        }
    }

    /** Adds a value; false if its sum is in memory. */
    boolean add(Sink.Scatter scatter) {
        Integer register = registers.get(scatter);
        if (register == null) {
            return false;
        }
        DType dtype = arrays.dtype(scatter.to().buffer());
        code.loadLocal(Types.kind(dtype), register);
        values.push(scatter.step());
        new Arithmetic(code).binary(Binary.Fn.ADD, dtype);
        code.storeLocal(Types.kind(dtype), register);
        return true;
    }
}
