package ppl.api.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.RunNotes;

/**
 * Inference data in a netCDF-4 file, which {@code arviz.from_netcdf} and {@code xarray.open_datatree} open as it is.
 *
 * <p>Numbers are stored plain unless compression is asked for: draws hardly compress, and it costs more time than anything else.
 *
 * <p><b>Errors.</b> A name with a slash in it, a dim and a variable of one name, and an attribute by which readers would change the
 * numbers ({@code scale_factor}, …), are {@link ResultException}s; what cannot be read is a {@link DataFormatException}.
 *
 * <p><b>Interrupts.</b> An interrupt of the thread does not stop reading or writing, and the interrupt status is kept.
 *
 * <p><b>Durability.</b> A file is written under the name {@code name.partial} and gets its own by an atomic rename, so that a reader
 * sees the old content or the new one. A write that fails, or a program that is killed, leaves the old file as it was.
 * The bytes are handed to the operating system and not forced to the disk, which would take twice as long on a fast disk and much
 * longer on a slow one; other writers of such files do not do it either. A machine that loses power within the seconds until the system has
 * written them may lose the file. To exclude that, open the file once more after saving and call {@link FileChannel#force}.
 *
 * <p><b>Source.</b> HDF5 File Format Specification Version 3.0; netCDF-4 on top of it as in the NetCDF User's Guide, "File Format
 * Specifications".
 */
public final class NetCdf {
    static final int SUPERBLOCK = 48;
    private static final long LARGE = 1 << 20;

    private NetCdf() {}

    /** Writes a file, plain, as {@link #write(InferenceData, Path, int)} does. */
    public static InferenceData write(InferenceData data, Path file) throws IOException {
        return write(data, file, 0);
    }

    /**
     * Writes a file and the missing folders above it, so that a missing folder does not cost the draws.
     *
     * @param deflate 0 for plain numbers, 1 (fast) to 9 (small) for compressed ones
     * @return the data as they are in the file; for a run with an attribute that says how long writing took
     * @throws ResultException with code OPTION if the compression level is not in 0 to 9
     */
    public static InferenceData write(InferenceData data, Path file, int deflate) throws IOException {
        if (deflate < 0 || deflate > 9) {
            throw new ResultException(
                    ResultCode.OPTION, "the compression level is " + deflate + "; give 0 (plain) to 9");
        }
        return Uninterrupted.of(() -> written(data, file, deflate));
    }

    private static InferenceData written(InferenceData data, Path file, int deflate) throws IOException {
        long start = System.nanoTime();
        InferenceData stored = data;
        Path partial = DrawFile.partialIn(file);
        try (FileChannel channel = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            HdfOutput out = new HdfOutput(channel);
            out.put(new byte[SUPERBLOCK]);
            Map<String, Long> links = new LinkedHashMap<>();
            int dims = 0;
            for (Group group : data.groups()) {
                Dataset dataset = data.get(group);
                links.put(group.label(), new GroupWriter(out, deflate, dims).write(group.label(), dataset));
                dims += dataset.coords().size();
            }
            if (isTimed(data)) {
                Map<String, Object> notes = new LinkedHashMap<>(data.attributes());
                notes.put(RunNotes.WRITING_TIME, (System.nanoTime() - start) * 1e-9);
                stored = data.withAttributes(notes);
            }
            finish(channel, out, links, stored.attributes());
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(partial);
            throw e;
        }
        publish(partial, file);
        return stored;
    }

    /** Whether the data are of a run that notes its times. */
    private static boolean isTimed(InferenceData data) {
        return data.find(Group.POSTERIOR)
                .map(Dataset::attributes)
                .orElse(Map.of())
                .containsKey(RunNotes.COMPILE_TIME);
    }

    /**
     * Reads a file that this class, ArviZ, xarray or another netCDF-4 or HDF5 library wrote, decoded as xarray decodes it.
     *
     * <p>What is intact and has no place in inference data, or is written in a way that this reader does not know, is left out and
     * named in the attribute {@code left_out} of its group, with the reason; {@link #leftOut} lists all. Bytes that contradict the
     * format (a file that is cut off, a wrong checksum) cost the whole file.
     *
     * <p>There is one difference from xarray. A duration, which xarray turns into {@code timedelta64} ({@code units} such as {@code
     * days}, or {@code dtype = "timedelta64[ns]"}), stays a number in its unit, since inference data has no type for durations. It keeps
     * its attributes, so that xarray reads the same duration from a file that is saved again. Labels have no attributes: if labels are
     * durations, their numbers are read and the unit is listed among what was left out.
     *
     * <p><b>Memory.</b> A variable of {@value #LARGE} bytes or more that is written in one piece, as {@link #write} does without compression, stays in the file, and its numbers are read when
     * they are asked for. Such a file must not be written over in place as long as the data are in use; a new file of the same name, by {@link #write} or a move, does no harm.
     */
    public static InferenceData read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new DataFormatException(file.toString(), new DataFormatException(0, FileKind.describeFolder(file)));
        }
        return read(file, LARGE);
    }

    /** The same; variables of so many bytes or more that can stay in the file do. */
    static InferenceData read(Path file, long large) throws IOException {
        return Uninterrupted.of(() -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return new NetCdfReader(new HdfInput(new MappedSource(channel, large), channel.size())).read();
            } catch (DataFormatException e) {
                throw new DataFormatException(file.toString(), e);
            }
        });
    }

    /** What the files of these data contain and this reader left out, each as {@code group/name: reason}. */
    public static List<String> leftOut(InferenceData data) {
        return LeftOut.all(data);
    }

    /** Writes the root group and, over the first bytes, the superblock. */
    static void finish(FileChannel channel, HdfOutput out, Map<String, Long> links, Map<String, Object> attributes)
            throws IOException {
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("_NCProperties", "version=2,ppl=1");
        notes.putAll(attributes);
        long root = GroupWriter.group(links, notes, out);
        out.align();
        long end = out.address();
        out.flush();
        Bytes superblock = new Bytes()
                .raw((byte) 0x89)
                .ascii("HDF\r\n")
                .raw((byte) 0x1a, (byte) '\n')
                .u8(2)
                .u8(8)
                .u8(8)
                .u8(0)
                .i64(0)
                .i64(Bytes.UNDEFINED)
                .i64(end)
                .i64(root)
                .checksummed();
        channel.write(superblock.toBuffer(), 0);
    }

    static void publish(Path partial, Path file) throws IOException {
        try {
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
