package ppl.backend.cuda.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import jcuda.driver.CUresult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What of the binding needs no device: its folder, its options, its numbers. */
class NativePartsTest {

    @TempDir
    Path fresh;

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void a_library_is_loaded_from_a_folder_of_our_own_that_is_gone_afterwards() throws IOException {
        String file = NativeBinding.file("JCudaDriver");
        Files.writeString(fresh.resolve(file), "what somebody else has put there");
        String before = System.getProperty("java.io.tmpdir");
        boolean[] looked = {false};
        System.setProperty("java.io.tmpdir", fresh.toString());
        try {
            PrivateFolder.load(file, () -> {
                Path folder = Path.of(System.getProperty("java.io.tmpdir"));
                assertNotEquals(fresh, folder);
                try {
                    assertTrue(Files.size(folder.resolve(file)) > 10_000);
                    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                looked[0] = true;
            });
            assertEquals(fresh.toString(), System.getProperty("java.io.tmpdir"));
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
        assertTrue(looked[0]);
        assertFalse(in(Path.of(before)).stream().anyMatch(p -> p.endsWith(file) && Files.isDirectory(p)));
        assertEquals(List.of(fresh.resolve(file)), in(fresh));
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void a_library_that_fails_to_load_leaves_the_property_as_it_was() {
        String before = System.getProperty("java.io.tmpdir");
        assertThrows(
                UnsatisfiedLinkError.class,
                () -> PrivateFolder.load(NativeBinding.file("JCudaDriver"), () -> {
                    throw new UnsatisfiedLinkError("libcuda.so.1");
                }));
        assertEquals(before, System.getProperty("java.io.tmpdir"));
    }

    @Test
    void a_missing_native_part_is_told_with_the_dependency_to_add() {
        String message = assertThrows(IllegalStateException.class, () -> PrivateFolder.load("libNothing.so", () -> {}))
                .getMessage();
        assertEquals(
                "the native part of JCuda is missing: add org.jcuda:jcuda-natives with the classifier linux-x86_64 to"
                        + " your dependencies",
                message);
    }

    @Test
    void the_option_of_java_names_the_module_or_the_class_path() {
        assertEquals("--enable-native-access=jcuda", NativeBinding.flag("jcuda"));
        assertEquals("--enable-native-access=ALL-UNNAMED", NativeBinding.flag(null));
    }

    private static int number(String name) throws ReflectiveOperationException {
        return CUresult.class.getField(name).getInt(null);
    }

    @Test
    void numbers_of_the_driver_have_the_codes_of_their_names() throws ReflectiveOperationException {
        assertEquals(CudaCode.OUT_OF_MEMORY, CudaCode.of(number("CUDA_ERROR_OUT_OF_MEMORY")));
        assertEquals(CudaCode.DRIVER_TOO_OLD, CudaCode.of(number("CUDA_ERROR_UNSUPPORTED_PTX_VERSION")));
        assertEquals(CudaCode.DEVICE_TOO_OLD, CudaCode.of(number("CUDA_ERROR_NO_BINARY_FOR_GPU")));
        assertEquals(CudaCode.INVALID_PTX, CudaCode.of(number("CUDA_ERROR_INVALID_PTX")));
        assertEquals(CudaCode.INVALID_CONTEXT, CudaCode.of(number("CUDA_ERROR_INVALID_CONTEXT")));
        assertEquals(CudaCode.INVALID_HANDLE, CudaCode.of(number("CUDA_ERROR_INVALID_HANDLE")));
        assertEquals(CudaCode.INVALID_HANDLE, CudaCode.of(number("CUDA_ERROR_NOT_FOUND")));
        assertEquals(CudaCode.INVALID_VALUE, CudaCode.of(number("CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES")));
        assertEquals(CudaCode.DEVICE_TAKEN, CudaCode.of(number("CUDA_ERROR_DEVICE_UNAVAILABLE")));
        assertEquals(CudaCode.UNKNOWN, CudaCode.of(number("CUDA_ERROR_UNKNOWN")));
        assertEquals(CudaCode.UNKNOWN, CudaCode.of(123_456));
    }

    @Test
    void what_breaks_a_context_is_known_to_do_so() throws ReflectiveOperationException {
        for (String name : List.of(
                "CUDA_ERROR_ILLEGAL_ADDRESS",
                "CUDA_ERROR_MISALIGNED_ADDRESS",
                "CUDA_ERROR_INVALID_ADDRESS_SPACE",
                "CUDA_ERROR_LAUNCH_FAILED",
                "CUDA_ERROR_LAUNCH_TIMEOUT",
                "CUDA_ERROR_HARDWARE_STACK_ERROR",
                "CUDA_ERROR_ILLEGAL_INSTRUCTION",
                "CUDA_ERROR_INVALID_PC",
                "CUDA_ERROR_ECC_UNCORRECTABLE",
                "CUDA_ERROR_NVLINK_UNCORRECTABLE",
                "CUDA_ERROR_CONTEXT_IS_DESTROYED",
                "CUDA_ERROR_DEINITIALIZED")) {
            assertTrue(CudaCode.of(number(name)).isSticky(), name);
        }
        for (String name : List.of("CUDA_ERROR_OUT_OF_MEMORY", "CUDA_ERROR_INVALID_VALUE", "CUDA_ERROR_INVALID_PTX")) {
            assertFalse(CudaCode.of(number(name)).isSticky(), name);
        }
    }

    @Test
    void no_number_of_the_driver_has_two_codes_and_each_is_told_by_its_name() throws IllegalAccessException {
        for (Field field : CUresult.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
                assertEquals(
                        field.getName(), CUresult.stringFor(field.getInt(null)).split(" ")[0]);
            }
        }
    }
}
