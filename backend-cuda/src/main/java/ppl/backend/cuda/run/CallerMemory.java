package ppl.backend.cuda.run;

import java.nio.ByteBuffer;
import java.util.List;
import ppl.backend.cuda.code.BlockLayout;
import ppl.backend.cuda.driver.CudaDriver;
import ppl.backend.cuda.driver.CudaException;
import ppl.backend.cuda.emit.DeviceProgram;
import ppl.backend.spi.BackendCode;
import ppl.backend.spi.BackendException;
import ppl.graph.DType;
import ppl.graph.TensorType;

/**
 * What a caller owns: its block on the device, the same of inputs and outputs on the host, a stream. Where no number decides what is done,
 * the whole of a call is noted down once and then done at once. Calls and the end exclude each other.
 */
final class CallerMemory implements Runnable {

    private final LoadedProgram loaded;
    private final CudaDriver driver;
    private final BlockLayout layout;
    private final long block;
    private final long stream;
    private final ByteBuffer given;
    private final ByteBuffer results;
    private final Mirror[] inputs;
    private final Mirror[] outputs;
    private final Work work;
    private final Held held = new Held();
    /** 0 if there is none. */
    private final long graph;

    private boolean released;

    private CallerMemory(LoadedProgram loaded, List<TensorType> inputs, List<TensorType> outputs) {
        DeviceProgram program = loaded.program();
        this.loaded = loaded;
        this.driver = loaded.session().enter();
        this.layout = program.layout();
        try {
            this.given = driver.allocateHost(hostBytes(layout.inputEnd()));
            held.add(() -> driver.freeHost(given));
            this.results = driver.allocateHost(hostBytes(Math.max(8, layout.outputEnd() - layout.outputStart())));
            held.add(() -> driver.freeHost(results));
            this.block = driver.allocate(program.blockBytes());
            held.add(() -> driver.free(block));
            this.stream = driver.createStream();
            held.add(() -> driver.destroyStream(stream));
            this.inputs = mirrors(given, 0, layout.inputs(), inputs);
            this.outputs = mirrors(results, layout.outputStart(), layout.outputs(), outputs);
            layout.gaps().forEach(at -> driver.fence(block + at, up(at) - at));
            given.putLong(BlockLayout.LITERALS, loaded.literals());
            this.work = new Work(loaded, driver, block, stream, held);
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
    static CallerMemory of(LoadedProgram loaded, List<TensorType> inputs, List<TensorType> outputs) {
        try {
            hostBytes(loaded.program().layout().inputEnd());
            hostBytes(loaded.program().layout().outputEnd());
            loaded.session().requireRoom("a chain", loaded.program().blockBytes());
            return new CallerMemory(loaded, inputs, outputs);
        } catch (CudaException e) {
            throw loaded.session().failed("making room for a chain", e);
        }
    }

    private static int hostBytes(long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new BackendException(
                    BackendCode.UNUSABLE,
                    "the backend 'cuda' takes inputs, and gives outputs, of at most 2 GiB in all, not " + bytes
                            + " bytes; make data constants of the program, or use the backend 'vector'");
        }
        return (int) bytes;
    }

    private static long up(long at) {
        return (at + BlockLayout.ALIGNMENT - 1) / BlockLayout.ALIGNMENT * BlockLayout.ALIGNMENT;
    }

    private static Mirror[] mirrors(ByteBuffer memory, long start, List<Long> at, List<TensorType> types) {
        Mirror[] mirrors = new Mirror[types.size()];
        for (int k = 0; k < mirrors.length; k++) {
            DType dtype = types.get(k).dtype();
            mirrors[k] = at.get(k) == BlockLayout.NOWHERE
                    ? new Mirror.OfNothing()
                    : Mirror.of(
                            memory,
                            at.get(k) - start,
                            dtype,
                            types.get(k).shape().elements());
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
        driver.copyToDevice(block, given, 0, (int) layout.inputEnd(), stream);
        work.run(loaded.program().tasks());
        int bytes = (int) (layout.outputEnd() - layout.outputStart());
        if (bytes > 0) {
            driver.copyToHost(results, 0, block + layout.outputStart(), bytes, stream);
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
