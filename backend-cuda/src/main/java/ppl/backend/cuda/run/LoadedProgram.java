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
    private final Held held = new Held();
    private final Map<String, Long> functions = new HashMap<>();
    private final long literals;
    private final Set<CallerMemory> callers = new HashSet<>();
    private boolean closed;

    private LoadedProgram(Session session, DeviceProgram program) {
        this.session = session;
        this.program = program;
        try {
            CudaDriver driver = session.enter();
            long module = driver.loadModule(program.ptx());
            held.add(() -> driver.unloadModule(module));
            for (String kernel : program.kernels()) {
                functions.put(kernel, driver.function(module, kernel));
            }
            this.literals = program.literalBytes() == 0 ? 0 : upload(driver);
        } catch (RuntimeException | Error e) {
            held.release();
            throw e;
        }
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
        held.add(() -> driver.free(address));
        Held meanwhile = new Held();
        try {
            long stream = driver.createStream();
            meanwhile.add(() -> driver.destroyStream(stream));
            for (LiteralData.Entry entry : program.literals()) {
                upload(driver, stream, entry.value(), address + entry.at());
            }
        } finally {
            meanwhile.release();
        }
        return address;
    }

    private static void upload(CudaDriver driver, long stream, Tensor value, long to) {
        int bytes = Math.multiplyExact(value.length(), LiteralData.width(value.dtype()));
        if (bytes == 0) {
            return;
        }
        ByteBuffer staged = driver.allocateHost(bytes);
        try {
            Mirror.of(staged, 0, value.dtype(), 1, value.length(), 0).write(value.array());
            driver.copyToDevice(to, staged, 0, bytes, stream);
            driver.synchronize(stream);
        } finally {
            driver.freeHost(staged);
        }
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
        session.releasing(held);
    }

    /** For a cleaner: an executable that was dropped without being closed. */
    @Override
    public void run() {
        close();
    }
}
