package ppl.backend.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Tiers;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.op.Binary;

/**
 * A class file has room for 65,535 constants, of which a number of float64 takes two, and for 65,535 bytes of the method that takes
 * arrays into fields. A model that is written in loops of the host language needs more.
 */
class ManyConstantsTest {

    private static final int KERNELS = 115;
    private static final int IN_ONE = 300;

    @Test
    void more_numbers_than_one_class_holds() {
        double sum = 0;
        List<Kernel> kernels = new ArrayList<>();
        for (int k = 0; k < KERNELS; k++) {
            List<Step> steps = new ArrayList<>();
            steps.add(load(k == 0 ? 0 : 1, 0));
            for (int i = 0; i < IN_ONE; i++) {
                double number = 1e-7 * (k * IN_ONE + i);
                steps.add(new Step.Immediate(Tensor.scalar(number)));
                add(steps);
                sum += number;
            }
            kernels.add(nest(steps));
        }
        assertArrayEquals(new double[] {sum}, run(kernels, List.of()));
    }

    @Test
    void more_arrays_than_one_initialiser_takes() {
        double sum = 0;
        List<Kernel> kernels = new ArrayList<>();
        List<Buffer> literals = new ArrayList<>();
        for (int k = 0; k < KERNELS; k++) {
            List<Step> steps = new ArrayList<>();
            steps.add(load(k == 0 ? 0 : 1, 0));
            for (int i = 0; i < IN_ONE / 4; i++) {
                double[] data = {k, i, 1e-3 * i};
                literals.add(
                        new Buffer(2 + literals.size(), DType.F64, data.length, new Place.Literal(Tensor.of(data))));
                steps.add(load(1 + literals.size(), i % data.length));
                add(steps);
                sum += data[i % data.length];
            }
            kernels.add(nest(steps));
        }
        assertArrayEquals(new double[] {sum}, run(kernels, literals));
    }

    private static Step load(int buffer, int at) {
        return new Step.Load(DType.F64, new Access(buffer, at, List.of()));
    }

    /** Adds the last step to the sum before it. */
    private static void add(List<Step> steps) {
        int last = steps.size() - 1;
        steps.add(new Step.Apply(DType.F64, new Binary(Binary.Fn.ADD), List.of(last == 1 ? 0 : last - 1, last)));
    }

    private static Kernel nest(List<Step> steps) {
        Access to = new Access(1, 0, List.of());
        return new Kernel.LoopNest(List.of(), 0, steps, List.of(new Sink.Store(steps.size() - 1, to)));
    }

    /** The result for an input of 0. */
    private static double[] run(List<Kernel> kernels, List<Buffer> literals) {
        List<Buffer> buffers = new ArrayList<>();
        buffers.add(new Buffer(0, DType.F64, 1, new Place.Input(0)));
        buffers.add(new Buffer(1, DType.F64, 1, new Place.Output(0)));
        buffers.addAll(literals);
        double[] result = new double[1];
        KernelPlan plan = new KernelPlan(kernels, buffers);
        try (CompiledLoops loops = CompiledLoops.of(plan, PrimitiveEmitter.specialized(), Tiers.NONE)) {
            loops.caller().call(new Object[] {new double[1]}, new Object[] {result});
        }
        return result;
    }
}
