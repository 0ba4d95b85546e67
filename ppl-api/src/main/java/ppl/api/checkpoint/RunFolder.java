package ppl.api.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The folder of a run, locked: no other run, of this or another process, opens it meanwhile. */
public final class RunFolder implements Closeable {

    private static final String IDENTITY = "run.txt";
    private static final String LOCK = "lock";

    private final Path folder;
    private final RandomAccessFile lock;
    private @Nullable RunIdentity identity;

    private RunFolder(Path folder, RandomAccessFile lock, @Nullable RunIdentity identity) {
        this.folder = folder;
        this.lock = lock;
        this.identity = identity;
    }

    /**
     * Opens a folder, which is made if it is not there.
     *
     * @throws IOException if another run has it open, if it holds other things than a run, or if what it holds is damaged or cannot be read; the message says what to
     *     do
     */
    public static RunFolder open(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException(folder + " is a file, and a checkpoint is a folder: give another name");
        }
        Files.createDirectories(folder);
        Path text = folder.resolve(IDENTITY);
        requireOwn(folder);
        RandomAccessFile lock = locked(folder);
        try {
            return new RunFolder(folder, lock, Files.exists(text) ? read(text) : null);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** A folder without a run may hold what the beginning of one left, and nothing else. */
    private static void requireOwn(Path folder) throws IOException {
        if (Files.exists(folder.resolve(IDENTITY))) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.equals(LOCK) && !name.startsWith(IDENTITY)) {
                    throw new IOException(folder + " holds no checkpoint, but other files, such as " + name
                            + ": give a folder that is empty or not there");
                }
            }
        }
    }

    private static RandomAccessFile locked(Path folder) throws IOException {
        RandomAccessFile lock = new RandomAccessFile(folder.resolve(LOCK).toFile(), "rw");
        try {
            FileLock held = lock.getChannel().tryLock();
            if (held == null) {
                throw new IOException(
                        "another process is running it: wait until that has ended, or give another folder");
            }
            return lock;
        } catch (OverlappingFileLockException e) {
            lock.close();
            throw new IOException(
                    "another run of this process has it open: wait until that has ended, or give another folder", e);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static RunIdentity read(Path text) throws IOException {
        try {
            return RunIdentity.of(Files.readString(text));
        } catch (IOException e) {
            throw new IOException(text.getFileName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Which run it holds; null if none has begun. */
    public @Nullable RunIdentity identity() {
        return identity;
    }

    /** Says which run it holds, from now on. When this returns, it is on the disk, whole. */
    public void identify(RunIdentity run) throws IOException {
        Path next = folder.resolve(IDENTITY + ".next");
        try (RandomAccessFile file = new RandomAccessFile(next.toFile(), "rw")) {
            file.setLength(0);
            file.write(run.text().getBytes(StandardCharsets.UTF_8));
            file.getFD().sync();
        }
        Files.move(next, folder.resolve(IDENTITY), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        identity = run;
    }

    /**
     * The log of a chain of the run that the folder holds.
     *
     * @param layout how iterations are written
     * @param iterations takes each iteration that the log holds, from the first on, up to the state from which the chain goes on
     * @throws IOException if it cannot be opened, or is of another run
     */
    public ChainLog chain(int number, String layout, ChainLog.Reader iterations) throws IOException {
        String run = Objects.requireNonNull(identity, "a run is identified first")
                .with("draws", "")
                .text();
        CRC32C sum = new CRC32C();
        sum.update(run.getBytes(StandardCharsets.UTF_8));
        return ChainLog.open(
                folder.resolve("chain-" + number + ".log"),
                "chain " + number + " of run " + Long.toHexString(sum.getValue()) + ", " + layout,
                iterations,
                System::nanoTime);
    }

    /** Unlocks it. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
