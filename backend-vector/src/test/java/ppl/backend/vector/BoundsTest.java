package ppl.backend.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.emit.Compiler;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Tiers;
import ppl.backend.vector.lanes.LaneLoop;
import ppl.backend.vector.run.Tier;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.op.Binary;

/** The greater or lesser of a value and a number known now has code of its own, in lanes and in scalar code. */
class BoundsTest {

    private static final double[] NUMBERS = {
        0.0, -0.0, 1.5, -1.5, 710, -746, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };
    private static final int ROWS = 48;

    private static double value(int row) {
        return row < NUMBERS.length ? NUMBERS[row] : (row - 30) * 100.5;
    }

    /** A loop that writes the greater or lesser one of each row and each number. */
    private static KernelPlan plan(Binary.Fn fn) {
        List<Buffer> buffers = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        List<Sink> sinks = new ArrayList<>();
        buffers.add(new Buffer(0, DType.F64, ROWS, new Buffer.Place.Input(0)));
        steps.add(new Step.Load(DType.F64, new Access(0, 0, List.of(1))));
        for (int k = 0; k < NUMBERS.length; k++) {
            buffers.add(new Buffer(1 + k, DType.F64, ROWS, new Buffer.Place.Output(k)));
            steps.add(new Step.Immediate(Tensor.scalar(NUMBERS[k])));
            steps.add(new Step.Apply(DType.F64, new Binary(fn), List.of(0, steps.size() - 1)));
            sinks.add(new Sink.Store(steps.size() - 1, new Access(1 + k, 0, List.of(1))));
        }
        return new KernelPlan(List.of(new LoopNest(List.of(ROWS), 0, steps, sinks)), buffers);
    }

    private static void check(Binary.Fn fn, DoubleBinaryOperator expected, Tiers tiers, String where) {
        double[] x = new double[ROWS];
        Arrays.setAll(x, BoundsTest::value);
        Object[] outputs = new Object[NUMBERS.length];
        Arrays.setAll(outputs, _ -> new double[ROWS]);
        try (CompiledLoops loops = CompiledLoops.of(plan(fn), PrimitiveEmitter.specialized(), tiers)) {
            loops.caller().call(new Object[] {x}, outputs);
        }
        for (int k = 0; k < NUMBERS.length; k++) {
            double bound = NUMBERS[k];
            long[] wanted = Arrays.stream(x)
                    .mapToLong(v -> Double.doubleToLongBits(expected.applyAsDouble(v, bound)))
                    .toArray();
            long[] found = Arrays.stream((double[]) outputs[k])
                    .mapToLong(Double::doubleToLongBits)
                    .toArray();
            assertArrayEquals(wanted, found, fn + " with " + bound + " " + where);
        }
    }

    private static Tiers lanes(int bits) {
        return (plan, nest) -> {
            assertNull(LaneLoop.obstacle(nest, plan));
            Tier tier = new Tier(1, (_, _) -> {});
            tier.become(Compiler.compile(plan, nest, PrimitiveEmitter.specialized(), new LaneLoop(bits)));
            return tier;
        };
    }

    @Test
    void zeros_keep_their_order_and_nan_wins_in_lanes() {
        for (int bits : new int[] {128, 256, 512}) {
            check(Binary.Fn.MAX, Math::max, lanes(bits), "at " + bits + " bits");
            check(Binary.Fn.MIN, Math::min, lanes(bits), "at " + bits + " bits");
        }
    }

    @Test
    void so_they_do_in_scalar_code() {
        check(Binary.Fn.MAX, Math::max, Tiers.NONE, "in scalar code");
        check(Binary.Fn.MIN, Math::min, Tiers.NONE, "in scalar code");
    }
}
