package ppl.backend.cuda.run;

import java.lang.ref.Cleaner;
import java.util.List;
import ppl.backend.cuda.emit.DeviceProgram;
import ppl.backend.spi.BackendCode;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.Executable;
import ppl.graph.TensorType;
import ppl.graph.compile.CompiledGraph;

/** A program on a device as callers see it. What was dropped without being closed is given back when the heap is cleaned. */
public final class CudaExecutable implements Executable {

    private static final Cleaner CLEANER = Cleaner.create();

    private final LoadedProgram loaded;
    private final List<TensorType> inputs;
    private final List<TensorType> outputs;

    private CudaExecutable(LoadedProgram loaded, List<TensorType> inputs, List<TensorType> outputs) {
        this.loaded = loaded;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /**
     * Loads a program.
     *
     * @throws BackendException if the device refuses it or has too little memory
     */
    public static CudaExecutable of(
            Session session, DeviceProgram program, List<TensorType> inputs, List<TensorType> outputs) {
        LoadedProgram loaded = LoadedProgram.load(session, program);
        CudaExecutable executable = new CudaExecutable(loaded, List.copyOf(inputs), List.copyOf(outputs));
        CLEANER.register(executable, loaded);
        return executable;
    }

    /** A caller; it keeps its executable from being given back. */
    private static final class Chain implements CompiledGraph.Caller {
        private final CallerMemory memory;

        @SuppressWarnings({"unused", "FieldCanBeLocal"}) // held, not read
        private final CudaExecutable executable;

        Chain(CallerMemory memory, CudaExecutable executable) {
            this.memory = memory;
            this.executable = executable;
        }

        @Override
        public void call(Object[] inputs, Object[] outputs) {
            memory.call(inputs, outputs);
        }
    }

    @Override
    public CompiledGraph.Caller caller() {
        return caller(1);
    }

    /** All points in the same launches, a row of blocks for each. */
    @Override
    public CompiledGraph.Caller caller(int batch) {
        if (loaded.isClosed()) {
            throw closed();
        }
        CallerMemory memory = CallerMemory.of(loaded, inputs, outputs, batch);
        if (!loaded.keep(memory)) {
            memory.release();
            throw closed();
        }
        Chain chain = new Chain(memory, this);
        CLEANER.register(chain, memory);
        return chain;
    }

    private static BackendException closed() {
        return new BackendException(
                BackendCode.CLOSED, "this program of the backend 'cuda' has been closed: compile it again to call it");
    }

    @Override
    public void close() {
        loaded.close();
    }
}
