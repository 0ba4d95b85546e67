package ppl.backend.cuda.driver;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What this backend asks of a driver of NVIDIA devices, in the words of the driver's own interface. Handles and addresses are numbers.
 * Contexts belong to threads: a thread that calls anything below {@link #makeCurrent} has made a context current before. Work on one
 * stream is done in the order in which it was given.
 *
 * <p><b>Errors.</b> A call that fails throws {@link CudaException}; that of a kernel may come with a later call on its stream.
 */
public interface CudaDriver {

    /** 1000 times the major number of the newest CUDA that it knows, and 10 times the minor: 12040. */
    int version();

    /** The devices, by ordinal. */
    List<Device> devices();

    /** A context of a device, shared by all who ask for it. */
    long openContext(int ordinal);

    /** Gives a context back. */
    void closeContext(int ordinal);

    /** Makes a context that of the calling thread. */
    void makeCurrent(long context);

    /** Bytes of device memory that are free. */
    long freeBytes();

    /** Translates and loads kernels. */
    long loadModule(String ptx);

    /** Drops kernels. */
    void unloadModule(long module);

    /** A kernel by its name. */
    long function(long module, String name);

    /** Device memory, at an address that is a multiple of 256. */
    long allocate(long bytes);

    /** Gives device memory back. */
    void free(long address);

    /** Tells a driver that watches kernels that none may touch some memory. Others need not know. */
    default void fence(long address, long bytes) {}

    /** Memory of the host that the device reads and writes without a copy in between, in the order of bytes of this machine. */
    ByteBuffer allocateHost(int bytes);

    /** Gives memory of the host back. */
    void freeHost(ByteBuffer memory);

    /** Copies to the device, in its turn on the stream. */
    void copyToDevice(long to, ByteBuffer from, int offset, int bytes, long stream);

    /** Copies from the device, in its turn on the stream. */
    void copyToHost(ByteBuffer to, int offset, long from, int bytes, long stream);

    /** A stream of its own. */
    long createStream();

    /** Drops a stream once its work is done. */
    void destroyStream(long stream);

    /** Waits for all work on a stream. */
    void synchronize(long stream);

    /**
     * Runs a kernel of one parameter, an address.
     *
     * @param points the blocks along the first axis of the grid
     * @param blocks the blocks along the second axis, at most 65,535
     * @param threads of a block
     */
    void launch(long function, int points, int blocks, int threads, long parameter, long stream);

    /** From here on work on the stream is noted down, not done. */
    void beginCapture(long stream);

    /** The work noted down, ready to be done at once. */
    long endCapture(long stream);

    /** Does work that was noted down, in its turn on the stream. */
    void launchGraph(long graph, long stream);

    /** Drops work that was noted down. */
    void destroyGraph(long graph);
}
