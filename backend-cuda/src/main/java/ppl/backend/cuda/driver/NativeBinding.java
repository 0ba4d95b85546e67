package ppl.backend.cuda.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import jcuda.JCudaVersion;
import jcuda.LibUtils;
import jcuda.driver.JCudaDriver;

/**
 * Loads the native part of JCuda. JCuda looks for it in a fixed place of the common temporary folder, where anyone may have put
 * another file, and does not find it in its jar on a module path. So it is unpacked into a folder of our own, and JCuda is made to
 * look there while its class is initialised.
 */
final class NativeBinding {

    private static final String TEMPORARY = "java.io.tmpdir";

    private NativeBinding() {}

    /**
     * Loads it; further calls do nothing.
     *
     * @throws IllegalStateException if Java would print a warning about it, or the file is missing; the message says what to do
     * @throws LinkageError if the system cannot load it
     */
    static synchronized void load() {
        Module jcuda = LibUtils.class.getModule();
        if (!jcuda.isNativeAccessEnabled()) {
            throw new IllegalStateException("Java must be started with --enable-native-access="
                    + (jcuda.isNamed() ? jcuda.getName() : "ALL-UNNAMED"));
        }
        String name = LibUtils.createPlatformLibraryName("JCudaDriver-" + JCudaVersion.get());
        String file = LibUtils.createLibraryFileName(name);
        try {
            Path folder = Files.createTempDirectory("ppl-cuda");
            try {
                unpack(file, folder.resolve(file));
                initialise(folder);
            } finally {
                Files.deleteIfExists(folder.resolve(file)); // a loaded library stays loaded
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the native part of JCuda cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private static void unpack(String file, Path to) throws IOException {
        try (InputStream in = NativeBinding.class.getClassLoader().getResourceAsStream("lib/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the native part of JCuda is missing: add org.jcuda:jcuda-natives with"
                        + " the classifier linux-x86_64 to your dependencies");
            }
            Files.copy(in, to);
        }
    }

    private static void initialise(Path folder) {
        String before = System.getProperty(TEMPORARY, "/tmp");
        System.setProperty(TEMPORARY, folder.toString());
        try {
            JCudaDriver.setExceptionsEnabled(false);
        } finally {
            System.setProperty(TEMPORARY, before);
        }
    }
}
