package ppl.backend.vector.points;

import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.vector.emit.Compiler;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.lanes.LaneShape;
import ppl.backend.vector.points.Widened.Port;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.Workspace;

/**
 * The code of a program for several points: arrays hold the values of all points, one point after the other. As many as a register
 * has lanes are computed together; where fewer are left, the last is computed several times.
 */
public final class PointsCode implements Code {

    /** Operations of a phase: short loops win more from few calls than from constants in registers. */
    private static final int MOST = 64;

    private final Code kernels;
    private final Widened wide;
    private final int lanes;
    /** As arrays, over which a loop allocates nothing. */
    private final Port[] inputPorts;

    private final Port[] outputPorts;

    private PointsCode(Code kernels, Widened wide, int lanes) {
        this.kernels = kernels;
        this.wide = wide;
        this.lanes = lanes;
        this.inputPorts = wide.inputs().toArray(Port[]::new);
        this.outputPorts = wide.outputs().toArray(Port[]::new);
    }

    /** Why the points of a program have to be computed one after the other; null if they need not. */
    public static @Nullable String obstacle(KernelPlan plan) {
        return PointsCheck.obstacle(plan);
    }

    /**
     * Makes the code of a plan that has no obstacle.
     *
     * @param plan for one point
     * @param bits the width of a register: 128, 256 or 512
     */
    public static PointsCode of(KernelPlan plan, PrimitiveEmitter primitives, int bits) {
        return of(plan, primitives, bits, MOST);
    }

    /**
     * Makes code that is cut into phases of so many operations.
     *
     * @param most the most operations of a phase
     */
    public static PointsCode of(KernelPlan plan, PrimitiveEmitter primitives, int bits, int most) {
        LaneShape shape = new LaneShape(bits);
        Widened wide = Widened.of(plan, shape.lanes());
        Code kernels = Compiler.compile(wide.plan(), primitives, new PointNest(wide.plan(), shape, primitives, most));
        return new PointsCode(kernels, wide, shape.lanes());
    }

    /** A workspace for it. */
    public Workspace workspace() {
        int scratch = wide.plan().kernels().stream()
                .mapToInt(k ->
                        k instanceof LoopNest nest ? PointFolds.of(nest, lanes).scratch() : 0)
                .max()
                .orElse(0);
        return new Workspace(wide.plan().arenaLengths(), scratch, 0);
    }

    /** True if so few points are computed one after the other with less work. */
    public boolean isWorthwhile(int points) {
        return 2 * points >= lanes;
    }

    @Override
    public void run(Object[] inputs, Object[] outputs, Workspace workspace) {
        int points = points(outputs);
        for (int first = 0; first < points; first += lanes) {
            int here = Math.min(lanes, points - first);
            for (Port port : inputPorts) {
                Turned.spread((double[]) inputs[port.position()], port, workspace.f64, lanes, first, here);
            }
            kernels.run(inputs, outputs, workspace);
            for (Port port : outputPorts) {
                Turned.collect((double[]) outputs[port.position()], port, workspace.f64, lanes, first, here);
            }
        }
    }

    /** For how many points there is room in the results. */
    public int points(Object[] outputs) {
        for (Port port : outputPorts) {
            if (port.length() > 0) {
                return ((double[]) outputs[port.position()]).length / port.length();
            }
        }
        throw new AssertionError("nothing is returned");
    }
}
