package ppl.backend.vector.lanes;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.List;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.emit.Addresses;
import ppl.backend.vector.emit.Constants;
import ppl.backend.vector.emit.MethodArrays;
import ppl.backend.vector.emit.Origin;
import ppl.backend.vector.emit.Types;
import ppl.graph.DType;

/**
 * The inside of the method of a phase: where the elements of an iteration lie. Values between phases lie in the strips of the
 * workspace, one strip a value.
 */
final class Strip {

    /** The most iterations that one phase runs before the next. */
    private static final int LONGEST = 512;

    /** Elements of all strips together, 32 KiB: with what the phases read they stay in the nearest cache. */
    private static final int NEAR = 4096;

    private final CodeBuilder code;
    private final Parameters parameters;
    private final MethodArrays arrays;
    private final Addresses addresses;
    private final List<Integer> strips;
    private final int memory;
    private final int back;

    /**
     * @param strips the steps that have a strip, in the order in which they lie
     */
    Strip(
            CodeBuilder code,
            KernelPlan plan,
            Constants constants,
            Parameters parameters,
            Phase phase,
            List<Integer> strips,
            int length) {
        this.code = code;
        this.parameters = parameters;
        this.strips = strips;
        this.arrays = new MethodArrays(code, plan, constants);
        this.addresses = new Addresses(code, parameters.counters());
        LoopNest nest = parameters.nest();
        for (int s : phase.steps()) {
            switch (nest.steps().get(s)) {
                case Step.Load load -> reach(load.from());
                case Step.Gather gather -> {
                    reach(gather.from());
                    reach(((Step.Load) nest.steps().get(gather.index())).from());
                }
                case Step.Position p -> addresses.prepare(Origin.of(p.offset()), p.strides(), depth(p.strides()));
                case Step.Apply _, Step.Immediate _ -> {}
            }
        }
        phase.sinks().forEach(sink -> {
            reach(sink.to());
            if (sink instanceof Sink.Scatter scatter) {
                reach(((Step.Load) nest.steps().get(scatter.place())).from());
            }
        });
        this.memory = code.allocateLocal(TypeKind.REFERENCE);
        this.back = code.allocateLocal(TypeKind.INT);
        if (length > 0) {
            code.aload(2).loadConstant(length).invokevirtual(Types.WORKSPACE, "strips", LaneTypes.STRIPS);
            code.astore(memory).iload(Parameters.FIRST).istore(back);
        }
    }

    /** The iterations that one phase runs before the next, where so many values go from phase to phase. */
    static int length(int strips) {
        return strips * LONGEST <= NEAR ? LONGEST : LONGEST / 2;
    }

    private void reach(Access access) {
        arrays.prepare(access.buffer());
        arrays.follow(access.buffer());
        addresses.prepare(origin(access), access.strides(), access.depth());
    }

    private Origin origin(Access access) {
        return arrays.origin(access.buffer()).plus(access.offset());
    }

    private static int depth(List<Integer> strides) {
        return new Access(0, 0, strides).depth();
    }

    /** Pushes the array of an access, and its place so many iterations after the counter. */
    void element(Access access, int ahead) {
        arrays.push(access.buffer());
        addresses.push(origin(access), access.strides(), access.depth());
        add(ahead * access.strides().getLast());
    }

    private void add(int elements) {
        if (elements != 0) {
            code.loadConstant(elements).iadd();
        }
    }

    /** Pushes the position that a step computes. */
    void position(Step.Position p, int ahead) {
        addresses.push(Origin.of(p.offset()), p.strides(), depth(p.strides()));
        code.i2l();
        if (ahead != 0) {
            code.loadConstant((long) ahead * p.strides().getLast()).ladd();
        }
    }

    /** Pushes the array and the place in it of a value between phases. */
    void between(int step, int ahead) {
        code.aload(memory).iload(Parameters.FIRST).iload(back).isub();
        add(strips.indexOf(step) * length(strips.size()) + ahead);
    }

    /** Pushes the strips and the place of a number behind the strips of values. */
    void behind(int number) {
        code.aload(memory).loadConstant(strips.size() * length(strips.size()) + number);
    }

    /** Pushes the scratch array in which combinations keep their lanes. */
    void lanes() {
        code.aload(2).getfield(Types.WORKSPACE, "lanesF64", Types.array(DType.F64));
    }

    /** Pushes a value that does not move. */
    void steady(int step) {
        parameters.push(code, step);
    }

    /** Repeats a body that moves the counter on by so much. */
    void repeat(int by, Runnable body) {
        var again = code.newBoundLabel();
        body.run();
        code.iinc(Parameters.FIRST, by)
                .iload(Parameters.FIRST)
                .iload(Parameters.END)
                .if_icmplt(again);
    }
}
