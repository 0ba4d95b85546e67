package ppl.api.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.inference.InferenceData;

/** What a later HDF5 may write: a version that is too new is named, and costs no more than what it is the version of. */
class NewerFormatTest {
    private static final int VERSION = 8;
    private static final int FLAGS = 11;
    private static final int CHECKSUM = 44;

    @TempDir
    private Path folder;

    private Path altered(int at, int value) throws IOException {
        byte[] bytes = OddFilesTest.archive().getOrDefault("latest.nc", new byte[0]);
        bytes[at] = (byte) value;
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(CHECKSUM, Checksum.of(bytes, 0, CHECKSUM));
        Path file = folder.resolve("altered.nc");
        Files.write(file, bytes);
        return file;
    }

    private static void assertReason(String reason, Path file) {
        DataFormatException e = assertThrows(DataFormatException.class, () -> NetCdf.read(file));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void a_superblock_of_a_newer_version_is_named() throws IOException {
        assertEquals(List.of(), NetCdf.leftOut(NetCdf.read(altered(VERSION, 3))));
        assertReason(
                "this is HDF5 with a superblock of version 4, newer than this reader, which knows up to 3",
                altered(VERSION, 4));
    }

    @Test
    void a_file_that_its_writer_did_not_close_is_refused() throws IOException {
        assertEquals(List.of(), NetCdf.leftOut(NetCdf.read(altered(FLAGS, 0))));
        assertReason("the file is open for writing, or was when its writer died", altered(FLAGS, 5));
    }

    /** A group with a good variable and one of these messages. */
    private Path beside(Bytes header) throws IOException {
        Path file = folder.resolve("crafted.nc");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            HdfOutput out = new HdfOutput(channel);
            out.put(new byte[NetCdf.SUPERBLOCK]);
            out.align();
            long data = out.address();
            out.put(new double[] {1.5, 2.5}, 2);
            Map<String, Long> links = new LinkedHashMap<>();
            links.put(
                    "good",
                    out.append(Message.header(List.of(
                            Message.dataspace(2),
                            Message.datatype(Encodings.float64()),
                            Message.fillValue(),
                            Message.contiguous(data, 16)))));
            links.put("new", out.append(header));
            long group = GroupWriter.group(links, Map.of(), out);
            NetCdf.finish(channel, out, Map.of("posterior", group), Map.of());
        }
        return file;
    }

    private void assertLeftOut(String reason, Bytes header) throws IOException {
        InferenceData data = NetCdf.read(beside(header));
        assertArrayEquals(new double[] {1.5, 2.5}, data.posterior().get("good").toDoubles());
        assertEquals(List.of("posterior/new: " + reason), NetCdf.leftOut(data));
    }

    private static Bytes dataset(Bytes type, Bytes layout) {
        return Message.header(List.of(
                Message.dataspace(2),
                Message.datatype(type),
                Message.fillValue(),
                new Message(Message.LAYOUT, layout)));
    }

    @Test
    void a_dataset_of_a_newer_or_much_older_version_is_named_and_costs_no_other() throws IOException {
        assertLeftOut(
                "its data are laid out in version 5, newer than this reader, which knows up to 4; have the file copied by"
                        + " h5repack --high=v110",
                dataset(Encodings.float64(), new Bytes().u8(5).u8(1).i64(48).i64(16)));
        assertLeftOut(
                "its data are laid out in version 1, of HDF5 before 1.6.3; have the file copied by h5repack",
                dataset(
                        Encodings.float64(),
                        new Bytes().u8(1).u8(1).u8(1).zeros(5).i64(48).u32(2)));
        assertLeftOut(
                "its datatype is of version 5, newer than this reader, which knows up to 4",
                dataset(
                        new Bytes().u8(0x5b).zeros(3).u32(16).zeros(16),
                        new Bytes().u8(3).u8(1).i64(48).i64(32)));
        assertLeftOut(
                "an index of chunks of kind 9, which this reader does not know",
                dataset(
                        Encodings.float64(),
                        new Bytes()
                                .u8(4)
                                .u8(2)
                                .u8(0)
                                .u8(2)
                                .u8(1)
                                .u8(2)
                                .u8(8)
                                .u8(9)
                                .i64(48)));
        assertLeftOut(
                "an object header of version 3, which this reader does not know",
                new Bytes().ascii("OHDR").u8(3).zeros(80).checksummed());
    }
}
