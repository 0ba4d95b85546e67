package ppl.api.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The log of one chain: a header, then {@link Frame}s of iterations, and now and then the state from which the chain goes on. It only
 * grows. When it is opened, all from the first damaged frame on is cut off, and so are iterations after the last state, which the chain
 * draws again to the bit.
 *
 * <p>What is appended is given to the operating system after at most {@value #KEPT_MILLIS} ms, which is all that is lost if the process is
 * killed; and it is forced to the disk with a state, at most once a second, and when the log is closed. One thread at a time uses it.
 */
public final class ChainLog implements Closeable {

    static final long KEPT_MILLIS = 200;
    private static final long FORCED_MILLIS = 1000;
    private static final int ITERATIONS_BETWEEN_STATES = 100;
    /** A state may be large: it takes no more space than the iterations before it, unless there was none for so long. */
    private static final long LONGEST_WITHOUT_STATE_SECONDS = 10;

    /** Takes what was written of an iteration. */
    @FunctionalInterface
    public interface Reader {
        /** Reads all that remains. */
        void iteration(ByteBuffer written) throws IOException;
    }

    /**
     * What was found when a log was opened.
     *
     * @param iterations how many there were before the state; 0 without one
     * @param state from which the chain goes on; null if it starts anew
     * @param cut how many damaged or incomplete bytes were cut off at the end
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Found(int iterations, byte @Nullable [] state, long cut) {}

    private final RandomAccessFile file;
    private final Found found;
    private final LongSupplier nanos;
    private final Frame frame = new Frame();
    private long writtenNanos;
    private long forcedNanos;
    private long stateNanos;
    private long bytesSinceState;
    private long bytesOfState;
    private int iterationsSinceState;
    private boolean failed;
    private boolean closed;

    private ChainLog(RandomAccessFile file, Found found, LongSupplier nanos) {
        this.file = file;
        this.found = found;
        this.nanos = nanos;
        this.writtenNanos = nanos.getAsLong();
        this.forcedNanos = writtenNanos;
        this.stateNanos = writtenNanos;
        this.bytesOfState = found.state == null ? 0 : found.state.length;
    }

    /**
     * Opens or makes one.
     *
     * @param header that of all logs of the chain
     * @param nanos the clock
     */
    static ChainLog open(Path path, String header, Reader iterations, LongSupplier nanos) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            Found found = read(path, file, header.getBytes(StandardCharsets.UTF_8), iterations);
            return new ChainLog(file, found, nanos);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Found read(Path path, RandomAccessFile file, byte[] header, Reader iterations) throws IOException {
        long length = file.length();
        FrameReader frames = new FrameReader(file);
        if (!frames.next()) {
            file.setLength(0);
            Frame first = new Frame();
            first.begin(Frame.Kind.HEADER, header.length).put(header);
            first.end();
            first.writeTo(file);
            file.getFD().sync();
            return new Found(0, null, length);
        }
        if (frames.kind() != Frame.Kind.HEADER || !frames.content().equals(ByteBuffer.wrap(header))) {
            throw new IOException(
                    path.getFileName() + " is of another run than run.txt beside it: give another folder");
        }
        Last last = last(frames);
        frames.rewind();
        frames.next();
        for (int i = 0; i < last.iterations; ) {
            if (!frames.next()) {
                throw new IOException(path.getFileName() + " changed while it was read");
            }
            if (frames.kind() == Frame.Kind.ITERATION) {
                iterations.iteration(frames.content());
                i++;
            }
        }
        file.setLength(last.end);
        file.seek(last.end);
        return new Found(last.iterations, last.state, length - last.whole);
    }

    /** What lies before the last state: where it ends, and where the last whole frame does. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Last(long end, int iterations, byte @Nullable [] state, long whole) {}

    private static Last last(FrameReader frames) throws IOException {
        long end = frames.end();
        long whole = end;
        int iterations = 0;
        int before = 0;
        byte[] state = null;
        while (frames.next()) {
            whole = frames.end();
            if (frames.kind() == Frame.Kind.ITERATION) {
                iterations++;
            } else if (frames.kind() == Frame.Kind.STATE) {
                end = whole;
                before = iterations;
                state = new byte[frames.content().remaining()];
                frames.content().get(state);
            }
        }
        return new Last(end, before, state, whole);
    }

    /** What was found when it was opened. */
    public Found found() {
        return found;
    }

    /**
     * Begins an iteration: so many bytes are to be put into the buffer.
     *
     * @throws IOException if they are more than a frame holds
     */
    public ByteBuffer begin(long bytes) throws IOException {
        bytesSinceState += bytes;
        iterationsSinceState++;
        return frame.begin(Frame.Kind.ITERATION, bytes);
    }

    /** Ends what was begun. */
    public void end() throws IOException {
        frame.end();
        if (frame.isLong() || millisSince(writtenNanos) >= KEPT_MILLIS) {
            write();
        }
    }

    /** Whether it is time to append a state. */
    public boolean isDue() {
        boolean many = iterationsSinceState >= ITERATIONS_BETWEEN_STATES || millisSince(stateNanos) >= FORCED_MILLIS;
        return iterationsSinceState > 0
                && many
                && (bytesSinceState >= bytesOfState
                        || millisSince(stateNanos) >= TimeUnit.SECONDS.toMillis(LONGEST_WITHOUT_STATE_SECONDS));
    }

    /** Appends a state, and writes all before it. */
    public void state(byte[] state) throws IOException {
        frame.begin(Frame.Kind.STATE, state.length).put(state);
        frame.end();
        write();
        stateNanos = nanos.getAsLong();
        bytesSinceState = 0;
        bytesOfState = state.length;
        iterationsSinceState = 0;
        if (millisSince(forcedNanos) >= FORCED_MILLIS) {
            force();
        }
    }

    /** Nothing is written after a failure: it would follow what was written in part. */
    private void write() throws IOException {
        failed = true;
        frame.writeTo(file);
        failed = false;
        writtenNanos = nanos.getAsLong();
    }

    private void force() throws IOException {
        file.getFD().sync();
        forcedNanos = nanos.getAsLong();
    }

    private long millisSince(long then) {
        return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - then);
    }

    /** Writes and forces what was appended; the second time nothing happens. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (file) {
            if (!failed) {
                write();
                force();
            }
        }
    }
}
