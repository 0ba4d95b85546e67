package ppl.api.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Sees to it that one run at a time writes a file: of this process or another. */
final class FileOwner {
    private FileOwner() {}

    /** Deletes what an earlier run left, unless one is writing it. Whoever reads it keeps what there is. */
    static void discard(Path file) throws IOException {
        if (Files.exists(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                lock(channel, file);
                Files.delete(file);
            }
        }
    }

    /** Locks a file until its channel is closed. */
    static void lock(FileChannel channel, Path file) throws IOException {
        try {
            if (channel.tryLock() == null) {
                throw new IOException(
                        "another process writes " + file + ": wait until that has ended, or give another name");
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException(
                    "another run of this process writes " + file + ": wait until that has ended, or give another name",
                    e);
        }
    }
}
