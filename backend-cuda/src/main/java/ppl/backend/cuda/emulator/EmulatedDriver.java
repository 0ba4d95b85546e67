package ppl.backend.cuda.emulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.backend.cuda.driver.CudaCode;
import ppl.backend.cuda.driver.CudaDriver;
import ppl.backend.cuda.driver.CudaException;
import ppl.backend.cuda.driver.Device;
import ppl.backend.cuda.driver.Handles;

/**
 * A driver without a device. What is launched is done at once, one launch after the other whoever asks, and the first fault ends the
 * context, as on a device.
 */
public final class EmulatedDriver implements CudaDriver {

    private static final long CONTEXT = 1;
    /** The first version whose translator knows the language of our text. */
    private static final int TRANSLATES = 11_000;

    /** Along the second axis of a grid. */
    private static final int MOST_BLOCKS = 65_535;

    /** A stream, and the work that it notes down instead of doing it. */
    private static final class Stream {
        private @Nullable List<Runnable> noted;
    }

    private final Failures failures;
    private final DeviceMemory memory;
    private final Launch launch;
    private final ThreadLocal<Long> current = new ThreadLocal<>();
    private final List<@Nullable Decoded> functions = new ArrayList<>();
    private final Handles<Stream> streams = new Handles<>("stream");
    private final Handles<List<Runnable>> graphs = new Handles<>("graph");
    private final Handles<Map<String, Decoded>> modules = new Handles<>("module");
    private final Handles<ByteBuffer> hosts = new Handles<>("host memory");
    private long launches;
    private long demands;
    private @Nullable CudaException broken;

    /**
     * A driver.
     *
     * @param seed of the order of blocks and threads, not 0
     */
    public EmulatedDriver(long seed, Failures failures) {
        this.failures = failures;
        this.memory = new DeviceMemory(failures.bytes());
        this.launch = new Launch(memory, seed);
    }

    @Override
    public int version() {
        return failures.version();
    }

    @Override
    public List<Device> devices() {
        return List.of(new Device("emulated", 6, 0, failures.bytes()));
    }

    @Override
    public long openContext(int ordinal) {
        if (ordinal != 0) {
            throw new CudaException(
                    CudaCode.INVALID_VALUE, "there is no device " + ordinal + ", the emulated one is 0");
        }
        return CONTEXT;
    }

    @Override
    public void closeContext(int ordinal) {}

    @Override
    public void makeCurrent(long context) {
        Long now = current.get();
        if (now == null || now != context) {
            current.set(context);
        }
    }

    private void enter() {
        Long context = current.get();
        if (context == null || context != CONTEXT) {
            throw new CudaException(CudaCode.INVALID_CONTEXT, "no context is current on this thread");
        }
        if (broken != null) {
            throw broken;
        }
    }

    /** Counts what somebody asks for; one of them may be refused. */
    private void demand(String call) {
        if (demands++ == failures.failingDemand()) {
            throw new CudaException(CudaCode.OUT_OF_MEMORY, call + ": refused on purpose");
        }
    }

    /** Kernels launched until now. */
    public synchronized long launches() {
        return launches;
    }

    /** How many of modules, streams, graphs and pieces of memory have not been given back. */
    public synchronized int held() {
        return modules.count() + streams.count() + graphs.count() + hosts.count() + memory.count();
    }

    @Override
    public synchronized long freeBytes() {
        enter();
        return memory.free();
    }

    @Override
    public synchronized long loadModule(String ptx) {
        enter();
        demand("cuModuleLoadData");
        if (failures.version() < TRANSLATES) {
            throw new CudaException(
                    CudaCode.DRIVER_TOO_OLD,
                    "cuModuleLoadData: the PTX is newer than the driver " + failures.version());
        }
        return modules.add(PtxParser.parse(ptx));
    }

    @Override
    public synchronized void unloadModule(long module) {
        Map<String, Decoded> kernels = modules.remove(module);
        functions.replaceAll(f -> f != null && kernels.get(f.name()) == f ? null : f);
        while (!functions.isEmpty() && functions.getLast() == null) {
            functions.removeLast();
        }
    }

    @Override
    public synchronized long function(long module, String name) {
        demand("cuModuleGetFunction");
        Decoded kernel = modules.get(module).get(name);
        if (kernel == null) {
            throw new CudaException(CudaCode.INVALID_HANDLE, "cuModuleGetFunction finds no kernel " + name);
        }
        functions.add(kernel);
        return functions.size() - 1;
    }

    @Override
    public synchronized long allocate(long bytes) {
        enter();
        demand("cuMemAlloc");
        return memory.allocate(bytes);
    }

    @Override
    public synchronized void free(long address) {
        enter();
        memory.free(address);
    }

    @Override
    public synchronized void fence(long address, long bytes) {
        memory.fence(address, bytes);
    }

    @Override
    public synchronized ByteBuffer allocateHost(int bytes) {
        demand("cuMemAllocHost");
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        hosts.add(buffer);
        return buffer;
    }

    @Override
    public synchronized void freeHost(ByteBuffer memory) {
        hosts.remove(hosts.numberOf(memory));
    }

    @Override
    public synchronized void copyToDevice(long to, ByteBuffer from, int offset, int bytes, long stream) {
        enter();
        List<Runnable> noted = noted(stream);
        if (noted == null) {
            memory.write(to, from, offset, bytes);
        } else {
            noted.add(() -> memory.write(to, from, offset, bytes));
        }
    }

    @Override
    public synchronized void copyToHost(ByteBuffer to, int offset, long from, int bytes, long stream) {
        enter();
        List<Runnable> noted = noted(stream);
        if (noted == null) {
            memory.read(to, offset, from, bytes);
        } else {
            noted.add(() -> memory.read(to, offset, from, bytes));
        }
    }

    /** The work that a stream notes down; null if it is done at once. */
    private @Nullable List<Runnable> noted(long stream) {
        return streams.get(stream).noted;
    }

    @Override
    public synchronized long createStream() {
        enter();
        demand("cuStreamCreate");
        return streams.add(new Stream());
    }

    @Override
    public synchronized void destroyStream(long stream) {
        streams.remove(stream);
    }

    @Override
    public synchronized void synchronize(long stream) {
        enter();
        noted(stream);
    }

    @Override
    public synchronized void launch(long function, int points, int blocks, int threads, long parameter, long stream) {
        enter();
        Decoded kernel = function < functions.size() ? functions.get((int) function) : null;
        if (kernel == null) {
            throw new CudaException(CudaCode.INVALID_HANDLE, "cuLaunchKernel of no kernel");
        }
        if (points < 1 || blocks < 1 || blocks > MOST_BLOCKS || threads < 1 || threads > kernel.threads()) {
            throw new CudaException(
                    CudaCode.INVALID_VALUE,
                    "cuLaunchKernel of " + points + " times " + blocks + " blocks of " + threads + " threads; "
                            + kernel.name() + " takes 1 to " + kernel.threads());
        }
        List<Runnable> noted = noted(stream);
        if (noted == null) {
            run(kernel, points, blocks, threads, parameter);
        } else {
            noted.add(() -> run(kernel, points, blocks, threads, parameter));
        }
    }

    private void run(Decoded kernel, int points, int blocks, int threads, long parameter) {
        long number = launches++;
        if (failures.lostAfter() >= 0 && number >= failures.lostAfter()) {
            throw breaks(new CudaException(CudaCode.DEVICE_LOST, "the device is gone"));
        }
        if (number == failures.failingLaunch()) {
            throw breaks(new CudaException(CudaCode.LAUNCH_FAILED, "the kernel " + kernel.name() + " failed"));
        }
        try {
            launch.run(kernel, points, blocks, threads, parameter);
        } catch (KernelFault e) {
            throw breaks(new CudaException(CudaCode.ILLEGAL_ADDRESS, String.valueOf(e.getMessage()), e));
        }
    }

    private CudaException breaks(CudaException failure) {
        broken = failure;
        return failure;
    }

    @Override
    public synchronized void beginCapture(long stream) {
        enter();
        streams.get(stream).noted = new ArrayList<>();
    }

    @Override
    public synchronized long endCapture(long stream) {
        List<Runnable> work = noted(stream);
        if (work == null) {
            throw new CudaException(CudaCode.INVALID_HANDLE, "cuStreamEndCapture of a stream that notes nothing down");
        }
        streams.get(stream).noted = null;
        demand("cuGraphInstantiate");
        return graphs.add(work);
    }

    @Override
    public synchronized void launchGraph(long graph, long stream) {
        enter();
        List<Runnable> work = graphs.get(graph);
        for (int i = 0; i < work.size(); i++) {
            work.get(i).run();
        }
    }

    @Override
    public synchronized void destroyGraph(long graph) {
        graphs.remove(graph);
    }
}
