package ppl.api.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes are: data or a {@link DataFormatException}, in little memory. */
class HostileFileTest {
    private static final long MOST_ALLOCATED = 64L << 20;

    @TempDir
    private Path folder;

    private List<byte[]> originals() throws IOException {
        List<byte[]> originals = new ArrayList<>();
        for (String name : List.of("arviz.nc", "old.nc", "netcdf_c.nc", "many.nc")) {
            try (InputStream in = Objects.requireNonNull(HostileFileTest.class.getResourceAsStream(name), name)) {
                originals.add(in.readAllBytes());
            }
        }
        OddFilesTest.archive().values().stream().filter(file -> file.length > 0).forEach(originals::add);
        for (int deflate : new int[] {0, 6}) {
            Path file = folder.resolve("ours.nc");
            NetCdf.write(Samples.everything(), file, deflate);
            originals.add(Files.readAllBytes(file));
        }
        return originals;
    }

    /** One to eight bytes changed, most of them where they matter: not in the numbers. */
    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            for (int tries = 0; tries < 4 && bytes[at] == 0 && random.nextBoolean(); tries++) {
                at = random.nextInt(bytes.length);
            }
            bytes[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> (byte) (bytes[at] ^ (1 << random.nextInt(8)));
                case 2 -> (byte) 0xff;
                default -> 0;
            };
        }
        return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    /** A file in memory: on disk, a hundred thousand of them take minutes. */
    private static int copy(byte[] bytes, ByteBuffer into, long position) {
        if (position >= bytes.length) {
            return -1;
        }
        int count = (int) Math.min(into.remaining(), bytes.length - position);
        into.put(bytes, (int) position, count);
        return count;
    }

    private void fuzz(int files, long seed) throws IOException {
        List<byte[]> originals = originals();
        Random random = new Random(seed);
        com.sun.management.ThreadMXBean memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int refused = 0;
        for (int i = 0; i < files; i++) {
            byte[] bytes = mutated(originals.get(i % originals.size()), random);
            long before = memory.getCurrentThreadAllocatedBytes();
            try {
                new NetCdfReader(new HdfInput((into, position) -> copy(bytes, into, position), bytes.length)).read();
            } catch (DataFormatException e) {
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("file " + i + " of seed " + seed + " must be refused, or read", e);
            }
            long allocated = memory.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < MOST_ALLOCATED, "file " + i + " took " + allocated + " bytes");
        }
        assertTrue(refused > files / 20, "only " + refused + " of " + files + " files were found to be damaged");
    }

    @Test
    void damaged_files_are_read_or_refused_but_never_crash_the_reader() throws IOException {
        fuzz(2_000, 1);
    }

    @Test
    @Tag("nightly")
    void a_hundred_thousand_damaged_files_are_read_or_refused() throws IOException {
        fuzz(100_000, 2);
    }

    @Test
    void every_cut_of_a_file_is_refused() throws IOException {
        Path file = folder.resolve("whole.nc");
        NetCdf.write(Samples.everything(), file);
        byte[] bytes = Files.readAllBytes(file);
        Path cut = folder.resolve("cut.nc");
        for (int length = 0; length < bytes.length; length += 97) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThrows(DataFormatException.class, () -> NetCdf.read(cut), "cut at " + length);
        }
    }

    @Test
    void what_is_no_hdf5_file_is_refused_with_its_name() throws IOException {
        Path file = folder.resolve("data.csv");
        Files.writeString(file, "mu,sigma\n" + "1.0,2.0\n".repeat(100));
        DataFormatException e = assertThrows(DataFormatException.class, () -> NetCdf.read(file));
        assertEquals(file + ": byte 0: this is no netCDF-4 (HDF5) file", e.getMessage());
        assertEquals(0, e.offset());
    }

    /** A file with one dataset of this shape, whose layout and filters are given. */
    private Path crafted(int[] shape, List<Message> layout) throws IOException {
        Path file = folder.resolve("crafted.nc");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            HdfOutput out = new HdfOutput(channel);
            out.put(new byte[NetCdf.SUPERBLOCK]);
            List<Message> messages = new ArrayList<>(
                    List.of(Message.dataspace(shape), Message.datatype(Encodings.float64()), Message.fillValue()));
            messages.addAll(layout);
            long dataset = out.append(Message.header(messages));
            Map<String, Long> links = new LinkedHashMap<>();
            links.put("x", dataset);
            long group = GroupWriter.group(links, Map.of(), out);
            NetCdf.finish(channel, out, Map.of("posterior", group), Map.of());
        }
        return file;
    }

    @Test
    void a_small_file_that_claims_a_billion_numbers_is_refused_without_taking_memory() throws IOException {
        Path contiguous = crafted(new int[] {1_000_000_000}, List.of(Message.contiguous(48, 8_000_000_000L)));
        assertReason("a dataset of 8000000000 bytes is cut off or damaged", contiguous);
        Path missing =
                crafted(new int[] {1_000_000_000}, List.of(Message.chunked(Bytes.UNDEFINED, new int[] {1000}, 8)));
        assertLeftOut("posterior/x: it claims far more content than is usual for a file of", missing);
        Path overflowing =
                crafted(new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE}, List.of(Message.contiguous(48, 8)));
        assertLeftOut("posterior/x: it has more than 2^31 elements", overflowing);
    }

    @Test
    void chunks_that_lie_over_one_another_are_paid_for_each_and_cost_their_dataset() throws IOException {
        int size = 100_000;
        int times = 60;
        ByteArrayOutputStream zeros = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(zeros)) {
            deflater.write(new byte[8 * size]);
        }
        Path file = folder.resolve("over.nc");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            HdfOutput out = new HdfOutput(channel);
            out.put(new byte[NetCdf.SUPERBLOCK]);
            out.align();
            long chunk = out.address();
            out.put(zeros.toByteArray());
            Bytes tree = new Bytes()
                    .ascii("TREE")
                    .u8(1)
                    .u8(0)
                    .u16(times)
                    .i64(Bytes.UNDEFINED)
                    .i64(Bytes.UNDEFINED);
            for (int i = 0; i < times; i++) {
                tree.u32(zeros.size()).u32(0).i64(0).i64(0).i64(chunk);
            }
            long node = out.append(tree.zeros(24));
            long dataset = out.append(Message.header(List.of(
                    Message.dataspace(size),
                    Message.datatype(Encodings.float64()),
                    Message.chunked(node, new int[] {size}, 8),
                    Message.shuffleAndDeflate(8, 6))));
            long group = GroupWriter.group(Map.of("x", dataset), Map.of(), out);
            NetCdf.finish(channel, out, Map.of("posterior", group), Map.of());
        }
        assertLeftOut("posterior/x: it claims far more content than is usual for a file of", file);
    }

    @Test
    void a_chunk_that_unpacks_to_more_than_its_size_is_refused() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bomb)) {
            deflater.write(new byte[50_000_000]);
        }
        Path file = folder.resolve("bomb.nc");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            HdfOutput out = new HdfOutput(channel);
            out.put(new byte[NetCdf.SUPERBLOCK]);
            out.align();
            long chunk = out.address();
            out.put(bomb.toByteArray());
            long node = out.append(new Bytes()
                    .ascii("TREE")
                    .u8(1)
                    .u8(0)
                    .u16(1)
                    .i64(Bytes.UNDEFINED)
                    .i64(Bytes.UNDEFINED)
                    .u32(bomb.size())
                    .u32(0)
                    .i64(0)
                    .i64(0)
                    .i64(chunk)
                    .zeros(2000));
            long dataset = out.append(Message.header(List.of(
                    Message.dataspace(10),
                    Message.datatype(Encodings.float64()),
                    Message.chunked(node, new int[] {10}, 8),
                    Message.shuffleAndDeflate(8, 6))));
            long group = GroupWriter.group(Map.of("x", dataset), Map.of(), out);
            NetCdf.finish(channel, out, Map.of("posterior", group), Map.of());
        }
        assertReason("a chunk unpacks to more than its 80 bytes", file);
    }

    @Test
    void an_index_that_leads_back_to_itself_is_refused() throws IOException {
        Path file = folder.resolve("loop.nc");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            HdfOutput out = new HdfOutput(channel);
            out.put(new byte[NetCdf.SUPERBLOCK]);
            out.align();
            long self = out.address();
            long node = out.append(new Bytes()
                    .ascii("TREE")
                    .u8(1)
                    .u8(1)
                    .u16(1)
                    .zeros(16)
                    .zeros(24)
                    .i64(self)
                    .zeros(2000));
            assertEquals(self, node);
            long dataset = out.append(Message.header(List.of(
                    Message.dataspace(10),
                    Message.datatype(Encodings.float64()),
                    Message.chunked(node, new int[] {10}, 8))));
            long group = GroupWriter.group(Map.of("x", dataset), Map.of(), out);
            NetCdf.finish(channel, out, Map.of("posterior", group), Map.of());
        }
        assertReason("a node of an index is of the wrong kind or level", file);
    }

    @Test
    void a_group_that_contains_itself_ends() throws IOException {
        Path file = folder.resolve("self.nc");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            HdfOutput out = new HdfOutput(channel);
            out.put(new byte[NetCdf.SUPERBLOCK]);
            out.align();
            long self = out.address();
            assertEquals(self, GroupWriter.group(Map.of("posterior", self), Map.of(), out));
            NetCdf.finish(channel, out, Map.of("posterior", self), Map.of());
        }
        assertTrue(NetCdf.read(file).posterior().names().isEmpty());
    }

    @Test
    void a_flipped_bit_in_metadata_is_found_by_its_checksum() throws IOException {
        Path file = folder.resolve("flipped.nc");
        NetCdf.write(Samples.everything(), file);
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("created_at");
        bytes[at] ^= 1;
        Files.write(file, bytes);
        assertReason("the checksum of the", file);
    }

    @Test
    void the_checksum_is_the_published_one() {
        byte[] text = "Four score and seven years ago".getBytes(StandardCharsets.US_ASCII);
        assertEquals(0x17770551, Checksum.of(text, 0, text.length));
        assertEquals(0xdeadbeef, Checksum.of(new byte[0], 0, 0));
    }

    private static void assertLeftOut(String reason, Path file) throws IOException {
        List<String> leftOut = NetCdf.leftOut(NetCdf.read(file));
        assertEquals(1, leftOut.size(), leftOut::toString);
        assertTrue(leftOut.getFirst().startsWith(reason), leftOut::toString);
    }

    private static void assertReason(String reason, Path file) {
        DataFormatException e = assertThrows(DataFormatException.class, () -> NetCdf.read(file));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }
}
