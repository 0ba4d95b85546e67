package ppl.backend.cuda.run;

import java.nio.ByteBuffer;
import java.util.List;
import ppl.backend.cuda.code.BlockLayout;
import ppl.backend.cuda.code.BlockLayout.Region;
import ppl.backend.cuda.driver.CudaDriver;
import ppl.backend.cuda.driver.CudaException;
import ppl.backend.cuda.emit.DeviceProgram;
import ppl.backend.spi.BackendCode;
import ppl.backend.spi.BackendException;
import ppl.graph.TensorType;

/**
 * What a caller owns: its block on the device, the same of inputs and outputs on the host, a stream. Where no number decides what is done,
 * the whole of a call is noted down once and then done at once. Calls and the end exclude each other.
 */
final class CallerMemory implements Runnable {

    private final LoadedProgram loaded;
    private final CudaDriver driver;
    private final int points;
    private final long block;
    private final long stream;
    private final ByteBuffer given;
    private final ByteBuffer results;
    private final long resultsAt;
    private final int resultBytes;
    private final Mirror[] inputs;
    private final Mirror[] outputs;
    private final Work work;
    private final Held held = new Held();
    /** 0 if there is none. */
    private final long graph;

    private boolean released;

    private CallerMemory(LoadedProgram loaded, List<TensorType> inputs, List<TensorType> outputs, int points) {
        DeviceProgram program = loaded.program();
        this.loaded = loaded;
        this.driver = loaded.session().enter();
        BlockLayout layout = program.layout();
        this.points = points;
        this.resultBytes = resultBytes(layout, points);
        try {
            this.given = driver.allocateHost(givenBytes(layout, points));
            held.add(() -> driver.freeHost(given));
            this.results = driver.allocateHost(Math.max(8, resultBytes));
            held.add(() -> driver.freeHost(results));
            this.block = driver.allocate(program.blockBytes(points));
            held.add(() -> driver.free(block));
            this.resultsAt = block + BlockLayout.HEADER + points * layout.before(Region.OUTPUTS);
            this.stream = driver.createStream();
            held.add(() -> driver.destroyStream(stream));
            this.inputs = mirrors(given, BlockLayout.HEADER, layout.inputs(), inputs, layout.length(Region.INPUTS));
            this.outputs = mirrors(results, 0, layout.outputs(), outputs, layout.length(Region.OUTPUTS));
            new Fences(layout, program.scratchBytes(), points).put(driver, block);
            given.putLong(BlockLayout.LITERALS, loaded.literals());
            given.putLong(BlockLayout.SCRATCH_LENGTH, BlockLayout.slab(program.scratchBytes()));
            this.work = new Work(loaded, driver, block, stream, points, held);
            this.graph = Work.isFixed(program.tasks()) ? captured() : 0;
        } catch (RuntimeException | Error e) {
            held.release();
            throw e;
        }
    }

    /**
     * Memory for a caller.
     *
     * @throws BackendException if the device has too little
     */
    static CallerMemory of(LoadedProgram loaded, List<TensorType> inputs, List<TensorType> outputs, int points) {
        try {
            givenBytes(loaded.program().layout(), points);
            resultBytes(loaded.program().layout(), points);
            loaded.session()
                    .requireRoom(
                            points == 1 ? "a chain" : points + " points",
                            loaded.program().blockBytes(points));
            return new CallerMemory(loaded, inputs, outputs, points);
        } catch (CudaException e) {
            throw loaded.session().failed("making room for a chain", e);
        }
    }

    private static int givenBytes(BlockLayout layout, int points) {
        return hostBytes(BlockLayout.HEADER + points * layout.length(Region.INPUTS));
    }

    private static int resultBytes(BlockLayout layout, int points) {
        return hostBytes(points * layout.length(Region.OUTPUTS));
    }

    private static int hostBytes(long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new BackendException(
                    BackendCode.UNUSABLE,
                    "the backend 'cuda' takes inputs, and gives outputs, of at most 2 GiB in all, not " + bytes
                            + " bytes; make data constants of the program, compute fewer points in a call, or use the"
                            + " backend 'vector'");
        }
        return (int) bytes;
    }

    private Mirror[] mirrors(ByteBuffer memory, long first, List<Long> at, List<TensorType> types, long apart) {
        Mirror[] mirrors = new Mirror[types.size()];
        for (int k = 0; k < mirrors.length; k++) {
            TensorType type = types.get(k);
            mirrors[k] = at.get(k) == BlockLayout.NOWHERE
                    ? new Mirror.OfNothing()
                    : Mirror.of(
                            memory,
                            first + at.get(k),
                            type.dtype(),
                            points,
                            type.shape().elements(),
                            apart);
        }
        return mirrors;
    }

    private long captured() {
        driver.beginCapture(stream);
        transfer();
        long captured = driver.endCapture(stream);
        held.add(() -> driver.destroyGraph(captured));
        return captured;
    }

    /** All that a call does on the device. */
    private void transfer() {
        driver.copyToDevice(block, given, 0, given.capacity(), stream);
        work.run(loaded.program().tasks());
        if (resultBytes > 0) {
            driver.copyToHost(results, 0, resultsAt, resultBytes, stream);
        }
    }

    synchronized void call(Object[] in, Object[] out) {
        if (released) {
            throw new BackendException(
                    BackendCode.CLOSED,
                    "this program of the backend 'cuda' has been closed: compile it again to call it");
        }
        try {
            loaded.session().enter();
            for (int k = 0; k < in.length; k++) {
                inputs[k].write(in[k]);
            }
            if (graph != 0) {
                driver.launchGraph(graph, stream);
            } else {
                transfer();
            }
            driver.synchronize(stream);
            for (int k = 0; k < out.length; k++) {
                outputs[k].read(out[k]);
            }
        } catch (CudaException e) {
            throw loaded.session().failed("a call", e);
        }
    }

    synchronized void release() {
        if (released) {
            return;
        }
        released = true;
        loaded.forget(this);
        loaded.session().releasing(held);
    }

    /** For a cleaner: a caller that was dropped. */
    @Override
    public void run() {
        release();
    }
}
