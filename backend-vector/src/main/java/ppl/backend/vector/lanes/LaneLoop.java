package ppl.backend.vector.lanes;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.vector.emit.InnerFrame;
import ppl.backend.vector.emit.InnerLoop;
import ppl.backend.vector.emit.Types;
import ppl.graph.DType;
import ppl.graph.op.CanonicalOrder;

/**
 * An innermost loop in lanes: several iterations in each register. Each of its phases is a method of its own, which runs a strip of
 * iterations, so that the optimising compiler meets it as a whole and soon.
 */
public final class LaneLoop implements InnerLoop {

    /**
     * Operations in one loop: so many have room in the registers with their constants. From about 150 on the optimising compiler keeps
     * vectors in memory, at a hundred times the cost.
     */
    private static final int MOST = 28;

    private static final MethodTypeDesc INTS =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int);

    private static final int L = CanonicalOrder.LANES;

    private final LaneShape shape;
    private final int most;

    /**
     * A loop for registers of a width.
     *
     * @param bits 128, 256 or 512
     */
    public LaneLoop(int bits) {
        this(bits, MOST);
    }

    /**
     * A loop that is cut into phases of so many operations.
     *
     * @param bits 128, 256 or 512
     * @param most the most operations of a phase
     */
    public LaneLoop(int bits, int most) {
        this.shape = new LaneShape(bits);
        this.most = most;
    }

    /** Why a nest stays scalar; null if it can run in lanes. */
    public static @Nullable String obstacle(LoopNest nest, KernelPlan plan) {
        return LaneCheck.obstacle(nest, plan);
    }

    /** Which steps of a nest differ from iteration to iteration of its innermost loop; none if there is no loop. */
    public static boolean[] moves(LoopNest nest) {
        return nest.sizes().isEmpty() ? new boolean[nest.steps().size()] : LaneCheck.moves(nest);
    }

    @Override
    public void emit(InnerFrame frame) {
        CodeBuilder code = frame.code();
        int end = code.allocateLocal(TypeKind.INT);
        int stripEnd = code.allocateLocal(TypeKind.INT);
        int counter = frame.counter();
        Label done = code.newLabel();
        code.iload(frame.stop()).iload(counter).isub().loadConstant(-L).iand();
        code.iload(counter).iadd().istore(end);
        frame.folds().advance(() -> code.iload(end).iload(counter).isub());
        boolean[] moves = LaneCheck.moves(frame.nest());
        Parameters parameters = Parameters.of(frame.nest(), moves);
        List<Sink> sinks = frame.nest().sinks();
        Stretches stretches = Stretches.of(frame.nest(), frame.plan());
        GroupPhase groups = GroupPhase.of(frame.nest(), frame.plan(), stretches);
        List<Sink> inLanes =
                sinks.stream().filter(s -> !groups.sums().contains(s)).toList();
        Cut cut = Cut.of(frame.nest(), moves, inLanes, groups.values(moves), most);
        Label again = code.newBoundLabel();
        code.iload(counter).iload(end).if_icmpge(done);
        if (stretches != null) {
            stretches.stop(frame, stripEnd);
            code.iload(stripEnd).ifeq(done).iload(stripEnd).iload(end).invokestatic(Types.MATH, "min", INTS);
        } else {
            code.iload(end);
        }
        code.iload(counter).loadConstant(length(cut)).iadd();
        code.invokestatic(Types.MATH, "min", INTS);
        code.istore(stripEnd);
        Set<Integer> held = stretches == null ? Set.of() : stretches.held();
        for (Phase phase : cut.phases()) {
            run(frame, parameters, cut, phase, held, stripEnd);
        }
        if (!groups.isEmpty()) {
            String method = frame.methods()
                    .add(
                            parameters.type(),
                            body -> groups.write(
                                    body,
                                    new Strip(
                                            body,
                                            frame.plan(),
                                            frame.constants(),
                                            parameters,
                                            groups.phase(cut),
                                            cut.strips(),
                                            strips(cut)),
                                    moves));
            parameters.call(frame, method, counter, stripEnd);
        }
        code.iload(stripEnd).istore(counter).goto_(again).labelBinding(done);
    }

    /** Values between phases fit into a strip. */
    private static int length(Cut cut) {
        return cut.strips().isEmpty()
                ? CanonicalOrder.CHUNK
                : Strip.length(cut.strips().size());
    }

    private static int strips(Cut cut) {
        return cut.strips().size() * Strip.length(cut.strips().size());
    }

    private void run(InnerFrame frame, Parameters parameters, Cut cut, Phase phase, Set<Integer> held, int end) {
        List<Sink.Fold> withoutLanes = LaneFolds.withoutLanes(phase.sinks());
        int length = strips(cut) + withoutLanes.size() * L;
        LanePhase lanes = new LanePhase(frame.nest(), phase, shape, frame.folds(), held);
        String method = frame.methods().add(parameters.type(), code -> {
            Strip strip = new Strip(code, frame.plan(), frame.constants(), parameters, phase, cut.strips(), length);
            lanes.write(code, strip, frame.constants());
        });
        parameters.call(frame, method, frame.counter(), end);
        CodeBuilder code = frame.code();
        int filled = lanes.together() * shape.lanes();
        for (int k = 0; k < withoutLanes.size() * filled; k++) {
            int at = strips(cut) + k / filled * L + k % filled;
            frame.folds().accumulate(withoutLanes.get(k / filled), () -> {
                code.aload(2).loadConstant(length).invokevirtual(Types.WORKSPACE, "strips", LaneTypes.STRIPS);
                code.loadConstant(at);
                Types.load(code, DType.F64);
            });
        }
    }
}
