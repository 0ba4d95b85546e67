package ppl.backend.cuda.run;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import ppl.backend.cuda.code.LiteralData;
import ppl.backend.cuda.driver.CudaDriver;
import ppl.backend.cuda.driver.CudaException;
import ppl.backend.cuda.emit.DeviceProgram;
import ppl.graph.Tensor;

/** A program on a device: its kernels, its known numbers, and the memory of its callers. Everything is given back by {@link #close}. */
final class LoadedProgram implements Runnable {

    private final Session session;
    private final DeviceProgram program;
    private final long module;
    private final Map<String, Long> functions = new HashMap<>();
    private final long literals;
    private final Set<CallerMemory> callers = new HashSet<>();
    private boolean closed;

    private LoadedProgram(Session session, DeviceProgram program) {
        this.session = session;
        this.program = program;
        CudaDriver driver = session.enter();
        this.module = driver.loadModule(program.ptx());
        for (String kernel : program.kernels()) {
            functions.put(kernel, driver.function(module, kernel));
        }
        this.literals = program.literalBytes() == 0 ? 0 : upload(driver);
    }

    /**
     * Loads a program.
     *
     * @throws ppl.backend.spi.BackendException if the device refuses it or has too little memory
     */
    static LoadedProgram load(Session session, DeviceProgram program) {
        try {
            session.requireRoom("the program's data", program.literalBytes());
            return new LoadedProgram(session, program);
        } catch (CudaException e) {
            throw session.failed("loading a program", e);
        }
    }

    private long upload(CudaDriver driver) {
        long address = driver.allocate(program.literalBytes());
        long stream = driver.createStream();
        for (LiteralData.Entry entry : program.literals()) {
            Tensor value = entry.value();
            int bytes = Math.multiplyExact(value.length(), LiteralData.width(value.dtype()));
            if (bytes > 0) {
                ByteBuffer staged = driver.allocateHost(bytes);
                Mirror.of(staged, 0, value.dtype(), value.length()).write(value.array());
                driver.copyToDevice(address + entry.at(), staged, 0, bytes, stream);
                driver.synchronize(stream);
                driver.freeHost(staged);
            }
        }
        driver.destroyStream(stream);
        return address;
    }

    Session session() {
        return session;
    }

    DeviceProgram program() {
        return program;
    }

    long literals() {
        return literals;
    }

    long function(String kernel) {
        Long function = functions.get(kernel);
        if (function == null) {
            throw new AssertionError("no kernel " + kernel);
        }
        return function;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Keeps the memory of a caller until the end; false if that has been. */
    synchronized boolean keep(CallerMemory memory) {
        return !closed && callers.add(memory);
    }

    synchronized void forget(CallerMemory memory) {
        callers.remove(memory);
    }

    /** Gives everything back, each caller's memory once its call in flight is done. */
    void close() {
        Set<CallerMemory> left;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            left = Set.copyOf(callers);
            callers.clear();
        }
        left.forEach(CallerMemory::release);
        try {
            CudaDriver driver = session.enter();
            if (literals != 0) {
                driver.free(literals);
            }
            driver.unloadModule(module);
        } catch (CudaException e) {
            // A context that is broken has given back all its memory.
            System.getLogger("ppl.backend.cuda").log(System.Logger.Level.DEBUG, "closing a program", e);
        }
    }

    /** For a cleaner: an executable that was dropped without being closed. */
    @Override
    public void run() {
        close();
    }
}
