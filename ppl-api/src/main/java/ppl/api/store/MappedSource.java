package ppl.api.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** A file of which large parts are not read but mapped, which they stay after it is closed, as long as somebody has them. */
final class MappedSource implements HdfInput.Source {
    private final FileChannel channel;
    private final long large;
    private @Nullable MemorySegment whole;

    /**
     * Of an open file.
     *
     * @param large so many bytes or more are mapped
     */
    MappedSource(FileChannel channel, long large) {
        this.channel = channel;
        this.large = large;
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        return channel.read(into, position);
    }

    @Override
    public @Nullable MemorySegment map(long position, long bytes) throws IOException {
        if (bytes < large || bytes == 0) {
            return null;
        }
        if (whole == null) {
            whole = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        }
        return whole.asSlice(position, bytes);
    }
}
