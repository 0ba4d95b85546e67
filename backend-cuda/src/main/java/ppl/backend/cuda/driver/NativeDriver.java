package ppl.backend.cuda.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/**
 * The driver of the machine, by JCuda. Its objects are kept here by number. Never made unless a device was found; nothing of it has been
 * run on one yet.
 */
public final class NativeDriver implements CudaDriver {

    /** Other threads may call the driver while a stream notes down what it is given. */
    private static final int CAPTURE_THREAD_LOCAL = 1;

    private final List<Device> devices;
    private final Handles<CUcontext> contexts = new Handles<>("context");
    private final Handles<Loaded> modules = new Handles<>("module");
    private final Handles<CUfunction> functions = new Handles<>("kernel");
    private final Handles<CUstream> streams = new Handles<>("stream");
    private final Handles<CUgraphExec> graphs = new Handles<>("graph");
    private final ConcurrentSkipListMap<Long, CUdeviceptr> memory = new ConcurrentSkipListMap<>();
    private final Map<ByteBuffer, Pointer> host = new IdentityHashMap<>();

    /** A module, and the numbers of its kernels, which end with it. */
    private record Loaded(CUmodule module, List<Long> functions) {}

    /** Tells the address, which kernels are given in memory. */
    private static final class Allocation extends CUdeviceptr {
        long address() {
            return getNativePointer();
        }
    }

    private NativeDriver(List<Device> devices) {
        this.devices = List.copyOf(devices);
    }

    /**
     * Loads the binding and starts the driver.
     *
     * @throws IllegalStateException if Java may not load it or it refuses; the message says why
     * @throws LinkageError if its library cannot be loaded
     */
    public static NativeDriver start() {
        return new NativeDriver(Driver.start().devices().all());
    }

    private static void check(String call, int result) {
        if (result != CUresult.CUDA_SUCCESS) {
            throw new CudaException(CudaCode.of(result), call + " answers " + CUresult.stringFor(result));
        }
    }

    @Override
    public int version() {
        int[] version = new int[1];
        check("cuDriverGetVersion", JCudaDriver.cuDriverGetVersion(version));
        return version[0];
    }

    @Override
    public List<Device> devices() {
        return devices;
    }

    private static CUdevice device(int ordinal) {
        CUdevice device = new CUdevice();
        check("cuDeviceGet", JCudaDriver.cuDeviceGet(device, ordinal));
        return device;
    }

    @Override
    public long openContext(int ordinal) {
        CUcontext context = new CUcontext();
        check("cuDevicePrimaryCtxRetain", JCudaDriver.cuDevicePrimaryCtxRetain(context, device(ordinal)));
        return contexts.add(context);
    }

    @Override
    public void closeContext(int ordinal) {
        check("cuDevicePrimaryCtxRelease", JCudaDriver.cuDevicePrimaryCtxRelease(device(ordinal)));
    }

    @Override
    public void makeCurrent(long context) {
        check("cuCtxSetCurrent", JCudaDriver.cuCtxSetCurrent(contexts.get(context)));
    }

    @Override
    public long freeBytes() {
        long[] free = new long[1];
        check("cuMemGetInfo", JCudaDriver.cuMemGetInfo(free, new long[1]));
        return free[0];
    }

    @Override
    public long loadModule(String ptx) {
        CUmodule module = new CUmodule();
        check("cuModuleLoadData", JCudaDriver.cuModuleLoadData(module, ptx));
        return modules.add(new Loaded(module, new ArrayList<>()));
    }

    @Override
    public void unloadModule(long module) {
        Loaded dropped = modules.remove(module);
        dropped.functions.forEach(functions::remove);
        check("cuModuleUnload", JCudaDriver.cuModuleUnload(dropped.module));
    }

    @Override
    public long function(long module, String name) {
        CUfunction function = new CUfunction();
        Loaded of = modules.get(module);
        check("cuModuleGetFunction", JCudaDriver.cuModuleGetFunction(function, of.module, name));
        long handle = functions.add(function);
        of.functions.add(handle);
        return handle;
    }

    @Override
    public long allocate(long bytes) {
        Allocation pointer = new Allocation();
        check("cuMemAlloc", JCudaDriver.cuMemAlloc(pointer, bytes));
        memory.put(pointer.address(), pointer);
        return pointer.address();
    }

    @Override
    public void free(long address) {
        CUdeviceptr pointer = memory.remove(address);
        if (pointer == null) {
            throw new CudaException(CudaCode.INVALID_HANDLE, "cuMemFree of an address that was not given out");
        }
        check("cuMemFree", JCudaDriver.cuMemFree(pointer));
    }

    @Override
    public ByteBuffer allocateHost(int bytes) {
        Pointer pointer = new Pointer();
        check("cuMemAllocHost", JCudaDriver.cuMemAllocHost(pointer, bytes));
        ByteBuffer buffer = pointer.getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
        synchronized (host) {
            host.put(buffer, pointer);
        }
        return buffer;
    }

    private Pointer pointer(ByteBuffer buffer) {
        synchronized (host) {
            Pointer pointer = host.get(buffer);
            if (pointer == null) {
                throw new CudaException(CudaCode.INVALID_HANDLE, "memory of the host that was not given out");
            }
            return pointer;
        }
    }

    @Override
    public void freeHost(ByteBuffer memory) {
        Pointer pointer = pointer(memory);
        synchronized (host) {
            host.remove(memory);
        }
        check("cuMemFreeHost", JCudaDriver.cuMemFreeHost(pointer));
    }

    @Override
    public void copyToDevice(long to, ByteBuffer from, int offset, int bytes, long stream) {
        Pointer source = pointer(from).withByteOffset(offset);
        check("cuMemcpyHtoDAsync", JCudaDriver.cuMemcpyHtoDAsync(pointer(to), source, bytes, streams.get(stream)));
    }

    @Override
    public void copyToHost(ByteBuffer to, int offset, long from, int bytes, long stream) {
        Pointer target = pointer(to).withByteOffset(offset);
        check("cuMemcpyDtoHAsync", JCudaDriver.cuMemcpyDtoHAsync(target, pointer(from), bytes, streams.get(stream)));
    }

    @Override
    public long createStream() {
        CUstream stream = new CUstream();
        check("cuStreamCreate", JCudaDriver.cuStreamCreate(stream, 1)); // does not wait for the default stream
        return streams.add(stream);
    }

    @Override
    public void destroyStream(long stream) {
        check("cuStreamDestroy", JCudaDriver.cuStreamDestroy(streams.remove(stream)));
    }

    @Override
    public void synchronize(long stream) {
        check("cuStreamSynchronize", JCudaDriver.cuStreamSynchronize(streams.get(stream)));
    }

    @Override
    public void launch(long function, int points, int blocks, int threads, long parameter, long stream) {
        Pointer parameters = Pointer.to(Pointer.to(pointer(parameter)));
        check(
                "cuLaunchKernel",
                JCudaDriver.cuLaunchKernel(
                        functions.get(function),
                        points,
                        blocks,
                        1,
                        threads,
                        1,
                        1,
                        0,
                        streams.get(stream),
                        parameters,
                        null));
    }

    @Override
    public void beginCapture(long stream) {
        check("cuStreamBeginCapture", JCudaDriver.cuStreamBeginCapture(streams.get(stream), CAPTURE_THREAD_LOCAL));
    }

    @Override
    public long endCapture(long stream) {
        CUgraph graph = new CUgraph();
        check("cuStreamEndCapture", JCudaDriver.cuStreamEndCapture(streams.get(stream), graph));
        CUgraphExec ready = new CUgraphExec();
        int result = JCudaDriver.cuGraphInstantiate(ready, graph, 0);
        check("cuGraphDestroy", JCudaDriver.cuGraphDestroy(graph));
        check("cuGraphInstantiate", result);
        return graphs.add(ready);
    }

    @Override
    public void launchGraph(long graph, long stream) {
        check("cuGraphLaunch", JCudaDriver.cuGraphLaunch(graphs.get(graph), streams.get(stream)));
    }

    @Override
    public void destroyGraph(long graph) {
        check("cuGraphExecDestroy", JCudaDriver.cuGraphExecDestroy(graphs.remove(graph)));
    }

    private CUdeviceptr pointer(long address) {
        Map.Entry<Long, CUdeviceptr> entry = memory.floorEntry(address);
        if (entry == null) {
            throw new CudaException(CudaCode.INVALID_HANDLE, "device memory that was not given out");
        }
        return entry.getValue().withByteOffset(address - entry.getKey());
    }
}
