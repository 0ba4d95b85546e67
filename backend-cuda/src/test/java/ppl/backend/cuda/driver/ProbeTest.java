package ppl.backend.cuda.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.backend.spi.Availability;
import ppl.backend.spi.Availability.Available;
import ppl.backend.spi.Availability.Unavailable;

/** What the probe says on machines that are imitated by folders. */
class ProbeTest {

    private static final Device H100 = new Device("NVIDIA H100 80GB HBM3", 9, 0, 85_520_809_984L);
    private static final Device T4 = new Device("Tesla T4", 7, 5, 15_843_721_216L);
    private static final byte[] ELF_64 = {0x7F, 'E', 'L', 'F', 2, 1, 1};
    private static final byte[] ELF_32 = {0x7F, 'E', 'L', 'F', 1, 1, 1};

    @TempDir
    Path root;

    private Path folder(String name, byte[] library) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Files.write(folder.resolve(DriverLibrary.NAME), library);
        return folder;
    }

    private DriverLibrary library(Path... folders) {
        return new DriverLibrary(List.of(folders), root.resolve("ld.so.cache"));
    }

    private static final DeviceChoice NO_WISH = new DeviceChoice(null);

    private static Availability ask(DriverLibrary library, Supplier<Devices> devices) {
        return new Probe("Linux", "amd64", library, devices, NO_WISH).availability();
    }

    private static Devices neverAsked() {
        throw new AssertionError("the driver was asked although its library is not there");
    }

    @Test
    void without_the_library_the_driver_is_not_touched() {
        assertEquals(
                new Unavailable(
                        "no NVIDIA driver: libcuda.so.1 is neither in LD_LIBRARY_PATH nor where the system keeps"
                                + " libraries; install the driver"),
                ask(library(root.resolve("missing"), root), ProbeTest::neverAsked));
    }

    @Test
    void another_system_or_processor_is_refused_before_any_file_is_read() throws IOException {
        DriverLibrary there = library(folder("lib", ELF_64));
        assertEquals(
                new Unavailable("it runs on Linux on x86-64 only, this is Mac OS X on aarch64"),
                new Probe("Mac OS X", "aarch64", there, ProbeTest::neverAsked, NO_WISH).availability());
        assertEquals(
                new Unavailable("it runs on Linux on x86-64 only, this is Linux on aarch64"),
                new Probe("Linux", "aarch64", there, ProbeTest::neverAsked, NO_WISH).availability());
    }

    @Test
    void a_device_is_described() throws IOException {
        assertEquals(
                new Available(
                        "NVIDIA H100 80GB HBM3 (sm_90, 80 GiB)",
                        "driver of CUDA 12.4; the only device; nothing has been measured on a device yet, so it is used only"
                                + " if asked for by name, or by expected time with -Dppl.cuda.choose=true"),
                ask(library(folder("lib", ELF_64)), () -> new Devices(12_040, List.of(H100))));
    }

    @Test
    void a_device_that_is_chosen_by_time_says_so() {
        assertEquals(
                "used where it is expected to take less time than the others, as ppl.cuda.choose says",
                DeviceChoice.remark(true));
    }

    private static Availability chosen(@Nullable String wanted) {
        return new DeviceChoice(wanted).among(new Devices(13_010, List.of(H100, T4)), "a remark");
    }

    @Test
    void of_several_devices_the_first_is_taken_or_that_of_the_property_and_the_others_are_listed() {
        String listed = "0 NVIDIA H100 80GB HBM3 (sm_90, 80 GiB), 1 Tesla T4 (sm_75, 15 GiB)";
        assertEquals(
                new Available(
                        H100.toString(),
                        "driver of CUDA 13.1; the first of 2 devices, choose by -Dppl.cuda.device: " + listed
                                + "; a remark"),
                chosen(null));
        assertEquals(
                new Available(T4.toString(), "driver of CUDA 13.1; device 1, as ppl.cuda.device says; a remark"),
                chosen(" 1 "));
        for (String wrong : List.of("2", "-1", "T4", "", "99999999999")) {
            assertEquals(
                    new Unavailable("the property ppl.cuda.device is '" + wrong
                            + "', which is not the number of a device; there are: " + listed),
                    chosen(wrong));
        }
    }

    @Test
    void a_driver_without_devices_is_not_usable() throws IOException {
        assertEquals(
                new Unavailable("the NVIDIA driver reports no device"),
                ask(library(folder("lib", ELF_64)), () -> new Devices(12_040, List.of())));
    }

    @Test
    void the_words_of_a_driver_that_refuses_are_passed_on() throws IOException {
        Path lib = folder("lib", ELF_64);
        assertEquals(
                new Unavailable("the NVIDIA driver " + lib.resolve("libcuda.so.1")
                        + " cannot be used: cuInit answers CUDA_ERROR_NO_DEVICE"),
                ask(library(lib), () -> {
                    throw new IllegalStateException("cuInit answers CUDA_ERROR_NO_DEVICE");
                }));
    }

    @Test
    void of_pages_of_stack_traces_the_telling_line_is_kept() throws IOException {
        Path lib = folder("lib", ELF_64);
        String trace = """
                Error while loading native library "JCudaDriver"
                Operating system name: Linux
                java.lang.UnsatisfiedLinkError: /x/libJCudaDriver.so: libcuda.so.1: cannot open shared object file
                \tat java.base/jdk.internal.loader.NativeLibraries.load(Native Method)
                """;
        assertEquals(
                new Unavailable("the NVIDIA driver " + lib.resolve("libcuda.so.1")
                        + " cannot be used: libcuda.so.1: cannot open shared object file"),
                ask(library(lib), () -> {
                    throw new UnsatisfiedLinkError(trace);
                }));
        assertEquals(
                new Unavailable(
                        "the NVIDIA driver " + lib.resolve("libcuda.so.1") + " cannot be used: NoClassDefFoundError"),
                ask(library(lib), () -> {
                    throw new NoClassDefFoundError();
                }));
    }

    @Test
    void the_first_64_bit_library_in_the_order_of_the_folders_is_taken() throws IOException {
        Path old = folder("lib32", ELF_32);
        Path empty = folder("stub", new byte[0]);
        Path text = folder("script", "INPUT(libcuda.so)".getBytes(StandardCharsets.UTF_8));
        Path first = folder("first", ELF_64);
        Path second = folder("second", ELF_64);
        assertEquals(
                Optional.of(first.resolve("libcuda.so.1")),
                library(old, empty, text, first, second).find());
        assertEquals(Optional.empty(), library(old, empty, text).find());
    }

    @Test
    void a_folder_of_the_name_is_not_a_library() throws IOException {
        Path folder = root.resolve("odd");
        Files.createDirectories(folder.resolve("libcuda.so.1"));
        assertEquals(Optional.empty(), library(folder).find());
    }

    @Test
    void the_cache_of_the_loader_is_searched() throws IOException {
        Path narrow = folder("i386", ELF_32).resolve("libcuda.so.1");
        Path wide = folder("nvidia", ELF_64).resolve("libcuda.so.1");
        String cache = "glibc-ld.so.cache1.1\0\3\5libcuda.so.1\0" + narrow + "\0libcuda.so.1\0" + wide
                + "\0libcudart.so.12\0/opt/libcudart.so.12\0";
        Files.writeString(root.resolve("ld.so.cache"), cache, StandardCharsets.ISO_8859_1);
        assertEquals(Optional.of(wide), library().find());
        Files.writeString(root.resolve("ld.so.cache"), "no such entry", StandardCharsets.ISO_8859_1);
        assertEquals(Optional.empty(), library().find());
    }
}
